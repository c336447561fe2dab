"""The lines of a message that a route sent, or could not send, to a channel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.texts import routes as texts
from bot.slack.render.parts import Json
from bot.slack.render.phrase import Channel, Who, phrase, rich


def routed(groups: Sequence[str], belongs: str = "", refusal: str = "") -> Iterator[Json]:
    """Whom it is for, and, where another channel did not take it, that it belongs there and why."""
    if groups:
        yield rich(*(phrase(texts.FOR, who=Who(one)) for one in groups))
    if belongs:
        why = texts.why_not(refusal)
        yield rich(phrase(texts.ELSEWHERE, channel=Channel(belongs), why=why))
