"""The wheel as pip builds it, and an environment with it and with what it asks for.

Everything comes from files that `make setup` fetched by their hashes (Makefile, `.wheels`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from playground.aws.process import Running, running
from playground.scenarios.policies import ACCOUNT

ROOT = Path(__file__).parents[2]
WHEELS = ROOT / ".wheels"
SCENARIOS = ("incident-2037", "customer-key")
_NEEDED = ("pyproject.toml", "README.md", "LICENSE", "bot")


@dataclass(frozen=True)
class Installed:
    """An environment, and a folder beside it that is no checkout."""

    folder: Path
    elsewhere: Path

    def run(
        self, words: Sequence[str], environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Call what was installed."""
        return subprocess.run(
            [self.folder / "bin" / words[0], *words[1:]],
            cwd=self.elsewhere,
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.elsewhere), **environment},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built in an environment of its own, as pip does for everybody; from a copy of the sources."""
    if not (WHEELS / ".done").exists() and os.environ.get("CI") != "true":
        pytest.skip("there is no .wheels here: make setup")
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    for name in _NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    _pip(sys.executable, "wheel", "--no-deps", "--wheel-dir", str(built), str(source))
    (made,) = built.glob("*.whl")
    return made


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel with what it asks for, and with no extra."""
    return install(str(wheel), tmp_path_factory)


def install(what: str, folders: pytest.TempPathFactory) -> Installed:
    """Into a new environment, from the files alone."""
    folder = folders.mktemp("environment")
    venv.create(folder, with_pip=True)
    _pip(str(folder / "bin" / "python"), "install", "--no-compile", what)
    return Installed(folder, folders.mktemp("elsewhere"))


@pytest.fixture(scope="session")
def embedded() -> Iterator[Running]:
    """An AWS with two budgets, one of which does not alert."""
    with running(SCENARIOS) as server:
        yield server


@pytest.fixture
def environment(embedded: Running) -> Mapping[str, str]:
    """That AWS, as the ordinary AWS environment names it."""
    return {
        "AWS_ENDPOINT_URL": embedded.url,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }


def _pip(python: str, *words: str) -> None:
    done = subprocess.run(
        [python, "-m", "pip", *words],
        env={
            "PATH": os.environ["PATH"],
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(WHEELS),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_NO_CACHE_DIR": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
