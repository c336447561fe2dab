"""Printing an answer as a whole."""

from __future__ import annotations

import io
import os
import sys


def printed(answer: str) -> bool:
    """Print the whole answer at once. False where nobody can read it: a closed pipe, a full disk.

    Python would exit with 1 then, which has a meaning of its own here.
    """
    try:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")
        sys.stdout.write(answer)
        sys.stdout.flush()
    except OSError as error:
        sys.stderr.write(f"budget-check: the answer could not be printed: {error}.\n")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more
        return False
    return True


def printable(text: str) -> str:
    """Other people's text without what could steer a terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
