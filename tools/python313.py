"""Finding the Python of AWS Lambda: CPython 3.13. Only that one compiles what Lambda runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

WANTED = "cpython 3.13"
MISSING = (
    "No CPython 3.13 was found: install one (`uv python install 3.13`), or name one with "
    "PYTHON313=/path/to/python3.13.\n"
)
_ASK = "import sys; print(sys.implementation.name, '%d.%d' % sys.version_info[:2])"
_SECONDS = 30


def find(environment: Mapping[str, str]) -> Path | None:
    """The first CPython 3.13: PYTHON313 alone where it is set, else PATH, pyenv and uv."""
    named = environment.get("PYTHON313", "")
    candidates = iter([Path(named)]) if named else _candidates(environment)
    return next((path for path in candidates if is_wanted(path)), None)


def is_wanted(path: Path) -> bool:
    """Whether this program runs and says that it is CPython 3.13: a pyenv shim may be neither."""
    command = [str(path), "-I", "-c", _ASK]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.returncode == 0 and run.stdout.strip() == WANTED


def _candidates(environment: Mapping[str, str]) -> Iterator[Path]:
    yield Path(sys.executable)
    for folder in environment.get("PATH", "").split(os.pathsep):
        found = shutil.which("python3.13", path=folder) if folder else None
        if found:
            yield Path(found)
    home = Path(environment.get("HOME") or "/")
    pyenv = Path(environment.get("PYENV_ROOT") or home / ".pyenv")
    data = Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share")
    uv = Path(environment.get("UV_PYTHON_INSTALL_DIR") or data / "uv" / "python")
    yield from sorted((pyenv / "versions").glob("3.13.*/bin/python3.13"), reverse=True)
    yield from sorted(uv.glob("cpython-3.13*/bin/python3.13"), reverse=True)


def main() -> int:
    """Print its path, or say in one sentence that there is none."""
    found = find(os.environ)
    if found is None:
        sys.stderr.write(MISSING)
        return 1
    sys.stdout.write(f"{found}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
