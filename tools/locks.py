"""The dependency locks: `--write` makes them anew, without it they are held against pyproject.toml.

`--upgrade` writes them with the newest version of what pyproject.toml leaves open, which is mostly
what others ask for.

The gate needs no network: every dependency of pyproject.toml is locked at a version that it
allows, every locked package carries hashes, no lock names the address of a registry (machines
reach different ones), and npm runs no script of a package that it installs.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Lock:
    """What one file of requirements/ holds of pyproject.toml.

    `own` are the project's own dependencies but for `without`, `extras` those that somebody who
    installs it may name, `groups` those of its development.
    """

    own: bool = False
    extras: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    build: bool = False


LOCKS: Mapping[str, Lock] = {
    # A terminal's tables are none of the functions'.
    "runtime": Lock(True, ("slack",), ("functions",), without=frozenset({"rich"})),
    "cli": Lock(True, ("slack",)),
    "mcp": Lock(extras=("mcp",)),
    "build": Lock(build=True),
    "dev": Lock(True, ("slack",), ("functions", "dev")),
    "playground": Lock(groups=("playground",)),
    "lambda": Lock(groups=("lambda",)),
    "gates": Lock(groups=("gates",)),
}
NPM_LOCKS = ("package-lock.json", "tools/peer/package-lock.json", "tools/cdk/package-lock.json")
"""npm's, each beside its package.json and the .npmrc that counts for it."""
NO_SCRIPTS = "ignore-scripts=true"


def main(argv: list[str]) -> int:
    """Write the locks or print each problem; 1 where there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="needs a package registry")
    parser.add_argument("--upgrade", action="store_true", help="the same, each at its newest")
    arguments = parser.parse_args(argv)
    if arguments.write or arguments.upgrade:
        for name in LOCKS:
            _write(name, upgrade=arguments.upgrade)
    problems = [*_problems(), *_problems_of_npm()]
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 1 if problems else 0


def wanted(name: str) -> tuple[Requirement, ...]:
    """What pyproject.toml asks of one lock."""
    lock, every = LOCKS[name], tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    lines: list[str] = list(every["project"]["dependencies"]) if lock.own else []
    for extra in lock.extras:
        lines += every["project"]["optional-dependencies"][extra]
    for group in lock.groups:
        lines += every["dependency-groups"][group]
    lines += every["build-system"]["requires"] if lock.build else []
    found = (Requirement(line) for line in lines)
    return tuple(one for one in found if one.name not in lock.without)


def locked(text: str) -> Mapping[str, Version]:
    """Package names and versions of a requirements file."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", text, re.MULTILINE)
    return {canonicalize_name(name): Version(version) for name, version in pins}


def unhashed(text: str) -> Iterator[str]:
    """The packages of a requirements file that carry no hash."""
    for block in re.split(r"\n(?=[A-Za-z0-9])", text.strip()):
        if "--hash=sha256:" not in block:
            yield block.split()[0]


def _problems() -> Iterator[str]:
    for name in LOCKS:
        path = ROOT / "requirements" / f"{name}.txt"
        text = path.read_text("utf-8")
        pins = locked(text)
        for requirement in wanted(name):
            version = pins.get(canonicalize_name(requirement.name))
            if version is None or version not in requirement.specifier:
                yield f"{path.name}: {requirement} is locked as {version}. Run make lock."
        yield from (f"{path.name}: {package} carries no hash." for package in unhashed(text))
    for path in (*(ROOT / "requirements").glob("*.txt"), *map(ROOT.joinpath, NPM_LOCKS)):
        text = path.read_text("utf-8")
        if '"resolved"' in text or re.search(
            r"--(extra-)?index-url|https?://[^\"]*/(-|packages)/", text
        ):
            yield f"{path.name}: names the address of a registry."


def _problems_of_npm() -> Iterator[str]:
    for name in NPM_LOCKS:
        path = ROOT / name
        for where, package in json.loads(path.read_text("utf-8"))["packages"].items():
            # What a package brings in its own archive is covered by that one's hash.
            own = where and not package.get("inBundle")
            if own and not str(package.get("integrity", "")).startswith("sha512-"):
                yield f"{name}: {where} carries no hash."
        settings = path.with_name(".npmrc").read_text("utf-8").splitlines()
        if NO_SCRIPTS not in settings:
            yield f"{name}: the .npmrc beside it lacks {NO_SCRIPTS}."


def _write(name: str, *, upgrade: bool) -> None:
    path = ROOT / "requirements" / f"{name}.txt"
    lines = "\n".join(str(requirement) for requirement in wanted(name))
    command = ["uv", "pip", "compile", "-", "--quiet", "--universal", "--python-version", "3.11"]
    command += [
        "--system-certs",
        "--generate-hashes",
        "--no-emit-index-url",
        "--no-header",
        "--no-annotate",
    ]
    # One version of a package in all of them: that of the smaller lock, which is written by now.
    written = list(LOCKS)[: list(LOCKS).index(name)]
    for base in ("runtime", "cli"):
        if LOCKS[name].own and base in written:
            command += ["--constraint", str(path.with_name(f"{base}.txt"))]
    command += ["--upgrade"] if upgrade else []
    command += ["--output-file", str(path)]
    subprocess.run([sys.executable, "-m", *command], input=lines, text=True, check=True)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
