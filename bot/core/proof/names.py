"""The names of temporary budgets and alarms: by them they are allowed, found and removed."""

from __future__ import annotations

import re

PREFIX = "budget-check-proof-"
"""The roles may make and remove budgets and alarms of this prefix alone (deploy/roles.yml)."""
FIX = "prove"
"""In the log, and where rights are looked up: a proof is authorised like a fix."""

SHOWN = 8
"""Characters of a new proof's id: old ones have 32."""
_ID = re.compile(r"[A-Za-z0-9]{8,64}")


def name_of(id: str) -> str:
    """The name of its budget or alarm, of at most 100 legal characters (docs/facts.md 1.4).

    Raises ValueError for an id that is not of 8 to 64 letters and digits.
    """
    if not _ID.fullmatch(id):
        raise ValueError(f"{id!r} is no proof's id")
    return f"{PREFIX}{id}"


def id_of(name: str) -> str:
    """The proof's id; "" where no proof's budget has such a name."""
    id = name.removeprefix(PREFIX)
    return id if name.startswith(PREFIX) and _ID.fullmatch(id) else ""


def is_temporary(name: str) -> bool:
    """Whether it is that of a proof: it goes within a day, and is nobody's to look after."""
    return bool(id_of(name))
