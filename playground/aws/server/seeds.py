"""Which of the scenarios that were handed in a start means, and seeding them over HTTP."""

import asyncio
import importlib
import sys
from collections.abc import Sequence
from typing import Protocol, cast

NOTHING = "none"


class _Seeds(Protocol):
    NAMES: Sequence[str]

    def seed(self, url: str, names: Sequence[str]) -> None: ...


def _load(module: str) -> _Seeds:
    # Late: an empty AWS starts without them.
    return cast("_Seeds", importlib.import_module(module))


def chosen(module: str, given: Sequence[str] | None) -> list[str]:
    """The scenarios of `module` that are meant: all without an option, none for `none`.

    Raises:
        ValueError: an unknown name; the sentence lists the known ones.

    """
    if given and set(given) == {NOTHING}:
        return []
    known = list(_load(module).NAMES)
    unknown = [name for name in given or () if name not in known]
    if unknown:
        names = ", ".join([*known, NOTHING])
        raise ValueError(f"There is no scenario {unknown[0]!r}. Known are: {names}.")
    return list(given or known)


async def seed(module: str, names: Sequence[str], url: str) -> None:
    """Seed these scenarios through the server's own address."""
    if not names:
        return
    # Seeding threads and the server share this process: with Python's usual 5 ms each answer waits.
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    await asyncio.to_thread(_load(module).seed, url, names)
    sys.setswitchinterval(before)
