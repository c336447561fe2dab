"""Several failure mails in one text, as where somebody pastes a morning's mail into one message."""

from __future__ import annotations

import re

from bot.core.alerts.failure import Failure, failure_of
from bot.core.alerts.signs import LONGEST

_GAP = r"[\s*_~`>]{1,8}"
# How each mail begins (FACTS 5.3), with whatever marks and line breaks a mail client put between.
_BEGINS = re.compile(_GAP.join(("you", "requested", "that", "we", "notify", "you")), re.IGNORECASE)


def failures_of(text: str) -> tuple[Failure, ...]:
    """The failure mails in a text, each once, in reading order; () without the phrase.

    A Slack message says everything twice, as text and as blocks: what only repeats another with
    less is left out.
    """
    starts = [match.start() for match in _BEGINS.finditer(text[:LONGEST])]
    ends = [*starts[1:], LONGEST]
    parts = [text[a:b] for a, b in zip(starts, ends, strict=True)] if starts else [text]
    found = dict.fromkeys(one for one in map(failure_of, parts) if one)
    whole = [one for one in found if not any(_says_more(other, one) for other in found)]
    return tuple(whole)


def _says_more(other: Failure, one: Failure) -> bool:
    return other != one and all(
        mine in {"", theirs}
        for mine, theirs in ((one.budget, other.budget), (one.topic, other.topic))
    )
