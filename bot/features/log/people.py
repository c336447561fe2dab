"""Whose acts are wanted: Slack sends a name behind a command as it was typed, not as an id."""

from __future__ import annotations

from collections.abc import Callable

from bot.jobs.context import Context
from bot.slack.reach import looked_up


def is_called(context: Context, typed: str) -> Callable[[str], bool]:
    """Says of an id whether it is theirs. Each person is looked up once.

    It raises SlackError where Slack asks to wait.
    """
    wanted, known = typed.casefold(), dict[str, bool]()

    def fits(who: str) -> bool:
        if who not in known:
            known[who] = wanted == who.casefold() or wanted in _names(context, who)
        return known[who]

    return fits


def _names(context: Context, who: str) -> frozenset[str]:
    if not who.startswith(("U", "W")):
        return frozenset()
    person = looked_up(f"the name of {who}", lambda: context.slack.person(who))
    return frozenset({person.name.casefold()}) if person else frozenset()
