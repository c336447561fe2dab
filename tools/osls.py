"""Runs osls, the `serverless` of package.json: one at a time in this checkout."""

from __future__ import annotations

import fcntl
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def osls(words: Sequence[str], environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What it printed and ended with, whatever that is; it waits for one that runs already."""
    command = ["npx", "--no-install", "serverless", *words]
    with _alone():
        return subprocess.run(  # noqa: S603
            command, cwd=_ROOT, env=environment, capture_output=True, text=True, check=False
        )


@contextmanager
def _alone() -> Iterator[None]:
    """Wherever it packages to, osls empties and fills .serverless on the way: two at once take it
    from each other.
    """
    with (_ROOT / "serverless.yml").open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
