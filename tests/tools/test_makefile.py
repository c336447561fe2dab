"""No target empties an environment that is linked from elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MADE = re.findall(
    r"^((?:\$\(\w+\)|node_modules)[\w/]*)/\.done:",
    (ROOT / "Makefile").read_text("utf-8"),
    re.MULTILINE,
)
NAMES = {
    "$(VENV)": ".venv",
    "$(AWS_VENV)": ".venv-aws",
    "$(GATES_VENV)": ".venv-gates",
    "$(LAMBDA_VENV)": ".venv-lambda",
    "$(WHEELS)": ".wheels",
    "node_modules": "node_modules",
    "$(PEER)/node_modules": "tools/peer/node_modules",
}


def test_every_environment_is_looked_at() -> None:
    assert set(MADE) == set(NAMES)


@pytest.mark.parametrize("name", NAMES.values())
def test_an_environment_that_is_linked_is_left_alone(name: str, tmp_path: Path) -> None:
    there, others = tmp_path / "here", tmp_path / "others"
    _checkout(there)
    (others / "bin").mkdir(parents=True)
    (others / "kept").write_text("", "utf-8")
    (there / name).parent.mkdir(parents=True, exist_ok=True)
    (there / name).symlink_to(others)
    made = _make(there, f"{name}/.done")
    assert made.returncode != 0
    assert made.stdout.splitlines()[-1] == (
        f"{name} is a symbolic link to an environment that others may use: "
        "remove the link, then set up again."
    )
    assert (there / name).is_symlink()
    assert sorted(one.name for one in others.iterdir()) == ["bin", "kept"]


def test_the_environment_that_is_ones_own_is_made(tmp_path: Path) -> None:
    _checkout(tmp_path)
    (tmp_path / "node_modules").mkdir()
    assert _make(tmp_path, "node_modules/.done").returncode == 0
    assert (tmp_path / "node_modules" / ".done").exists()


def _checkout(folder: Path) -> None:
    """The Makefile and what its targets look at; every program that it calls does nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    (folder / "tools" / "peer").mkdir(parents=True)
    for lock in ("package-lock.json", "tools/peer/package-lock.json"):
        (folder / lock).write_text("{}", "utf-8")
    for program in ("npm", "python"):
        path = folder / "bin" / program
        path.parent.mkdir(exist_ok=True)
        path.write_text("#!/bin/sh\nexit 0\n", "utf-8")
        path.chmod(0o755)


def _make(folder: Path, target: str) -> subprocess.CompletedProcess[str]:
    # What `make` stands alone with: a target that is made already is not made again here.
    needed = [] if target == ".venv/.done" else ["-o", ".venv/.done"]
    return subprocess.run(
        ["make", *needed, target, f"PYTHON={folder}/bin/python"],
        cwd=folder,
        env={"PATH": f"{folder}/bin{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
