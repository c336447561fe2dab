"""Budget names that somebody may have meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import SequenceMatcher

_ALIKE = 0.6
"""The ratio from which difflib's own documentation calls two words a close match."""


def nearest(name: str, names: Iterable[str], *, limit: int = 5) -> tuple[str, ...]:
    """The names most like `name`, the nearest first, whatever their case; ties alphabetically."""
    wanted = name.casefold()
    rated = [(SequenceMatcher(None, wanted, n.casefold()).ratio(), n) for n in set(names)]
    close = sorted((-ratio, n.casefold(), n) for ratio, n in rated if ratio >= _ALIKE)
    return tuple(n for _, _, n in close[:limit])


def containing(part: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that contain `part`, whatever its case, alphabetically; none for an empty part."""
    wanted = part.strip().casefold()
    found = {n for n in names if wanted and wanted in n.casefold()}
    return tuple(sorted(found, key=lambda n: (n.casefold(), n)))


def meant(name: str, names: Collection[str], *, limit: int = 5) -> tuple[str, ...]:
    """What somebody may have meant by a name that is none: part of a name first, then a slip."""
    found = (*containing(name, names)[:limit], *nearest(name, names, limit=limit))
    return tuple(dict.fromkeys(found))
