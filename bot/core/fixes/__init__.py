"""The fixes: one file each, found by path, each a `FIX` that says what it clears (DESIGN 6).

Here stands only what decides whether a fix is offered and in which place.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from bot.core.discovery import modules_of
from bot.core.fixes._fix import Fix

__all__ = ["Fix", "all_fixes", "offered"]


@cache
def all_fixes() -> tuple[Fix, ...]:
    """Every fix, the best first."""
    found = [module.FIX for module in modules_of(__name__, __path__)]
    return tuple(sorted(found, key=lambda fix: (fix.rank, fix.id)))


def offered(codes: Collection[str], *, allow_unencrypted: bool) -> tuple[Fix, ...]:
    """The fixes that can work on a path with these codes, the best first."""
    return tuple(
        fix
        for fix in all_fixes()
        if not fix.vain_beside.intersection(codes) and (allow_unencrypted or not fix.unencrypts)
    )
