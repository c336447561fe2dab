"""When each account is swept: six hours are cut into slots, and an account's id tells its own.

So the accounts of an organisation are spread over the hours without a list of who comes when, and
one that joins or leaves moves no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

PERIOD = timedelta(hours=6)
SLOT = timedelta(minutes=1)
"""As often as the schedule comes round."""
SLOTS = PERIOD // SLOT


def slots_due(last: int | None, now: datetime) -> range:
    """The numbers of the slots that are due, counted from 1970: those after `last`, the one that
    was done last, up to that of `now`.

    Of more than a period, and where none was ever done (None), a whole period: everything, once.
    """
    current = int(now.timestamp() // SLOT.total_seconds())
    first = current - SLOTS + 1
    return range(first if last is None else max(last + 1, first), current + 1)


def sweeps_due(accounts: Iterable[str], slots: range) -> Iterator[tuple[str, str]]:
    """The accounts whose slot is among these, each with the id of its sweep, the same each time."""
    for account in accounts:
        ahead = (_slot(account) - slots.start) % SLOTS
        if ahead < len(slots):
            yield account, f"slot-{slots.start + ahead}"


def _slot(account: str) -> int:
    return int.from_bytes(hashlib.sha256(account.encode()).digest()[:8]) % SLOTS
