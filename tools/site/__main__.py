"""`make site`: the documentation as a site in site/, which fails on a link that leads nowhere."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.site.links import problems
from tools.site.pages import ROOT, staged

PYTHON = ROOT / ".venv-gates" / "bin" / "python"
SITE = ROOT / "site"


def main(argv: list[str]) -> int:
    """Build it with that Python, or with the one that is named; 1 where a link leads nowhere."""
    python = argv[0] if argv else str(PYTHON)
    settings = Path(__file__).with_name("mkdocs.yml")
    # Not --quiet: mkdocs counts for --strict only the warnings that it shows.
    words = ("build", "--strict", "--config-file", str(settings))
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(  # noqa: S603 (our own tool)
            [python, "-m", "mkdocs", *words, "--site-dir", str(SITE)],
            env={
                **os.environ,
                "SITE_PAGES": str(staged(Path(folder))),
                # A word about other products of its makers, on every run.
                "NO_MKDOCS_2_WARNING": "1",
            },
            check=False,
        )
    if done.returncode:
        return 1
    found = tuple(problems(SITE))
    sys.stderr.writelines(f"{one}\n" for one in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
