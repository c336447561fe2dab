"""What the tests and the bench of the functions run: the very zip, on Lambda's own Python.

A laptop without CPython 3.13 runs the unzipped sources on its own Python, and the run's header says
so. CI must have it (Makefile).
"""

from __future__ import annotations

import shutil
import sys
import zipfile
from pathlib import Path

from playground.aws_lambda.function import Code
from tools import build

LAMBDA_PYTHON = build.ROOT / ".venv-lambda" / "bin" / "python"


def header() -> str:
    """The line over the run."""
    if LAMBDA_PYTHON.exists():
        return "artefact: dist/app.zip, run by CPython 3.13"
    return (
        "artefact: NO CPython 3.13 here, so not the zip: the unzipped sources, run by "
        f"Python {sys.version_info.major}.{sys.version_info.minor}"
    )


def make(folder: Path) -> Code:
    """Build it, and unzip it into the folder."""
    if not LAMBDA_PYTHON.exists():
        build.gather(folder)
        return Code(Path(sys.executable), folder)
    build.build(build.ARTEFACT)
    with zipfile.ZipFile(build.ARTEFACT) as archive:
        archive.extractall(folder)
    return Code(LAMBDA_PYTHON, folder)


def zipped(code: Code, folder: Path) -> Path:
    """The zip that `make` unzipped; without CPython 3.13 one of the sources, for tests alone."""
    if LAMBDA_PYTHON.exists():
        return build.ARTEFACT
    return Path(shutil.make_archive(str(folder / "sources"), "zip", code.folder))
