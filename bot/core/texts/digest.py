"""The sentences of the digest. What stands in braces is a field, between asterisks bold."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.findings import Status
from bot.core.texts.home import affected
from bot.core.texts.words import capital

WEEK = "From {since} to {at}."
QUIET = "*This week* nothing broke, and nothing was mended."
BROKE = "*Broke this week:* {names}"
MENDED = "*Mended this week:* {names}"
STILL = "*Still open, the most money first*"
CAUSE = "{affected}: *{why}*{names}\n{link}{comma}{money}"
NAMES = "\n{names}"
BETWEEN = ", "
SINCE = ", since {at}"
SINCE_ALONE = "Since {at}"
MORE = "And {count} more causes."
ONE_MORE = "And 1 more cause."
SNOOZED = "*Snoozed*"
UNTIL = "{name} until {until}"
UNTIL_ALL = "{name}, and what has its cause, until {until}"
MORE_SNOOZED = "and {count} more"
CHART = "Spent so far by the largest budgets"
OF = "{spent} of {limit} ({part})"
HOME = "Open Home"
BUTTON = "Show the budgets"
NO_BUDGET = "No budget is known yet."


def push(tally: Mapping[Status, int], mended: int) -> str:
    """What a lock screen shows: "3 budgets do not alert; 2 were mended this week"."""
    if not sum(tally.values()):
        return NO_BUDGET
    back = "1 was mended" if mended == 1 else f"{mended} were mended"
    return f"{_down(tally)}; {back if mended else 'none was mended'} this week"


def _down(tally: Mapping[Status, int]) -> str:
    broken, unknown = tally.get(Status.BROKEN, 0), tally.get(Status.UNKNOWN, 0)
    if broken:
        return affected(Status.BROKEN, broken)
    if unknown:
        return capital(affected(Status.UNKNOWN, unknown))
    return "All budgets alert"
