"""What else is kept from getting through by the causes that the App Home shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from bot.core.outage import REACHES
from bot.jobs.context import Context

_AT_ONCE = 8

SubjectsHit = Mapping[tuple[str, str], tuple[str, ...]]
"""References by account, and the key or topic that keeps them from getting through."""


def subjects_hit(context: Context, accounts: Sequence[str]) -> SubjectsHit:
    """What of other senders does not get through in these few accounts; asked only where SENDERS
    names some. Raises StoreError.
    """
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        wanted = accounts if context.settings.senders else ()
        each = pool.map(context.store.verdicts.all_subjects_of, wanted)
        for last in (one for some in each for one in some):
            if last.verdict not in REACHES and last.cause and last.cause.resource:
                key = last.account, last.cause.resource
                found[key] = (*found.get(key, ()), last.budget)
    return found
