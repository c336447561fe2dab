"""How far a long reading is, on stderr and only where somebody looks at it: a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Tell what is being done; nothing of it is left on the screen, or goes into a file."""
    console = Console(stderr=True, highlight=False, markup=False)
    if not (sys.stderr.isatty() and console.is_terminal):
        yield lambda _: None
        return
    with console.status("") as status:
        yield lambda text: status.update(Text(text))
