"""Finding a Chromium for the browser tests and the screenshots: the system's, never a download.

`python -m tools.browser` prints its path. With `--install` it is got from Debian's packages where
it is missing and this is a root that may do that. In CI (CI=true) a missing one is a failure.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
MISSING = (
    "No Chromium was found for the browser tests and the screenshots: install one (Debian: "
    "`apt-get install chromium`), or name one with CHROMIUM=/path/to/chromium.\n"
)
_APT = (
    ("apt-get", "update", "-q"),
    ("apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"),
)
_SECONDS = 30
_SECONDS_TO_INSTALL = 900


def find(environment: Mapping[str, str]) -> Path | None:
    """The first browser that says it is a Chromium: CHROMIUM alone where it is set, else PATH."""
    named = environment.get("CHROMIUM", "")
    path = environment.get("PATH", "")
    found = (shutil.which(name, path=path) for name in NAMES)
    candidates = [named] if named else [*(one for one in found if one), *APPS]
    return next((Path(one) for one in candidates if is_wanted(Path(one))), None)


def is_wanted(path: Path) -> bool:
    """Whether this program runs and says that it is one: Ubuntu's may be an empty shell."""
    try:
        run = subprocess.run(  # noqa: S603
            [str(path), "--version"], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.returncode == 0 and run.stdout.startswith(("Chromium", "Google Chrome"))


def install(environment: Mapping[str, str]) -> Path | None:
    """The browser, got from Debian's packages where it is missing and that is possible."""
    found = find(environment)
    if found or environment.get("CHROMIUM") or os.geteuid() != 0:
        return found
    if shutil.which("apt-get", path=environment.get("PATH", "")):
        for command in _APT:
            _run(command, environment)
    return find(environment)


def _run(command: Sequence[str], environment: Mapping[str, str]) -> None:
    quiet = {**environment, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(  # noqa: S603
        command,
        env=quiet,
        stdout=subprocess.DEVNULL,
        timeout=_SECONDS_TO_INSTALL,
        check=False,
    )


def main(arguments: Sequence[str]) -> int:
    """Print its path, or say in one sentence that there is none.

    Only with `--install` and outside of CI that is no failure: everything else can be set up.
    """
    installing = "--install" in arguments
    found = (install if installing else find)(os.environ)
    if found is None:
        sys.stderr.write(MISSING)
        return 1 if os.environ.get("CI") == "true" or not installing else 0
    if not installing:
        sys.stdout.write(f"{found}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
