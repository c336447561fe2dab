"""Build dist/app.zip, the artefact of the four functions: the same bytes each time.

Locked dependencies for arm64 without native code, our own sources, and the bytecode of both made by
CPython 3.13: Lambda's /var/task is read-only, so without it every cold start compiles
(docs/facts.md 8.3).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tools import python313

ROOT = Path(__file__).resolve().parent.parent
ARTEFACT = ROOT / "dist" / "app.zip"
OWN = ("bot", "handlers")
_CLIENT = re.compile(r"""\.client\(\s*"([a-z0-9-]+)\"""")

_NATIVE = {".so", ".pyd", ".dylib"}
# PyYAML's faster reader, which it does without (`yaml.__with_libyaml__`).
_SPARE = re.compile(r"yaml/_yaml\.[\w.-]+\.so")
_UNNEEDED = {".pyc", ".pyi", ".typed"}
# What an installer writes for itself, and differently each time.
_OF_THE_INSTALLER = {
    "RECORD",
    "INSTALLER",
    "REQUESTED",
    "WHEEL",
    "direct_url.json",
    "uv_cache.json",
}
_EARLIEST = (1980, 1, 1, 0, 0, 0)


class BuildError(Exception):
    """No artefact was made; the message is one sentence for whoever builds."""


def main() -> int:
    """Build it and print where it is; 1 and one sentence where that cannot be done."""
    try:
        build(ARTEFACT)
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    size = ARTEFACT.stat().st_size / 1e6
    sys.stdout.write(f"{ARTEFACT.relative_to(ROOT)}: {size:.1f} MB\n")
    return 0


def build(artefact: Path) -> None:
    """Make the zip, or raise BuildError and leave none: an old one could be taken for the new."""
    artefact.unlink(missing_ok=True)
    python = python313.find(os.environ)
    if python is None:
        raise BuildError(python313.MISSING.strip())
    artefact.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=artefact.parent, prefix=".build-") as folder:
        stage = Path(folder) / "task"
        gather(stage)
        _compile(python, stage)
        made = Path(folder) / artefact.name
        _zip(stage, made)
        made.replace(artefact)


def gather(stage: Path) -> None:
    """Put all that the zip holds, but for the bytecode, into a folder. Raises BuildError."""
    _dependencies(stage)
    _own(stage)
    _prune(stage)


def _dependencies(stage: Path) -> None:
    """Without the network where uv's cache holds them.

    uv trusts a list of its own; a company's proxy is in the machine's, as pip knows it.
    """
    command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--target", str(stage)]
    command += ["--python-platform", "aarch64-manylinux2014", "--python-version", "3.13"]
    command += ["--only-binary", ":all:", "--require-hashes", "--no-compile-bytecode"]
    command += [
        "--system-certs",
        "--link-mode",
        "copy",
        "-r",
        str(ROOT / "requirements" / "runtime.txt"),
    ]
    if _run([*command, "--offline"]).returncode == 0:
        return
    run = _run(command)
    if run.returncode:
        raise BuildError(f"The dependencies could not be fetched: {run.stderr.strip()}")


def _own(stage: Path) -> None:
    for name in OWN:
        for source in sorted((ROOT / name).rglob("*.py")):
            target = stage / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def services() -> frozenset[str]:
    """The AWS services whose clients the code makes: botocore's descriptions of others stay out."""
    sources = (source for name in OWN for source in (ROOT / name).rglob("*.py"))
    return frozenset(
        service for source in sources for service in _CLIENT.findall(source.read_text("utf-8"))
    )


def _prune(stage: Path) -> None:
    """Take out what no function ever reads. Native code is an error: the zip runs anywhere."""
    for folder in (stage / "bin", stage / "boto3" / "examples"):
        shutil.rmtree(folder, ignore_errors=True)
    called = services()
    for service in (stage / "botocore" / "data").iterdir():
        if service.is_dir() and service.name not in called:
            shutil.rmtree(service)
    for path in _files(stage):
        if _SPARE.fullmatch(path.relative_to(stage).as_posix()):
            path.unlink()
        elif path.suffix in _NATIVE:
            raise BuildError(
                f"{path.relative_to(stage)} is native code, which the zip may not hold."
            )
        elif path.suffix in _UNNEEDED or path.name in _OF_THE_INSTALLER or path.name == ".lock":
            path.unlink()


def _compile(python: Path, stage: Path) -> None:
    """Bytecode that is never compared with its source: the zip's dates say nothing."""
    command = [str(python), "-m", "compileall", "-q", "-s", str(stage), "-p", "/var/task"]
    command += ["--invalidation-mode", "unchecked-hash", str(stage)]
    run = _run(command, {"PYTHONHASHSEED": "0", "PATH": os.environ.get("PATH", "")})
    if run.returncode:
        raise BuildError(f"The sources do not compile: {(run.stdout + run.stderr).strip()}")


def _zip(stage: Path, artefact: Path) -> None:
    with zipfile.ZipFile(artefact, "w") as out:
        for path in _files(stage):
            entry = zipfile.ZipInfo(path.relative_to(stage).as_posix(), _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, or the mode would not count
            entry.external_attr = 0o100644 << 16
            out.writestr(entry, path.read_bytes(), compresslevel=9)


def _files(stage: Path) -> Iterator[Path]:
    yield from sorted((path for path in stage.rglob("*") if path.is_file()), key=Path.as_posix)


def _run(
    command: list[str], environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603
        command, env=environment, capture_output=True, text=True, check=False, cwd=ROOT
    )


if __name__ == "__main__":
    sys.exit(main())
