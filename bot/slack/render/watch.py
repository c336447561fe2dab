"""How a budget turned, and who changed what before: one message of words alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.touched import Touch
from bot.core.turn import Member, Turn
from bot.core.wording import verdict_line
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, clip, header, plain, section
from bot.slack.render.words import marked

LOST = frozenset({Turn.BROKE, Turn.UNKNOWN})
"""After these somebody waits for an alert."""
_REASON = 1800
_LINE = 400
_SAYS = {
    Turn.BROKE: "Alerts of this budget do not arrive any more.",
    Turn.MENDED: "Alerts of this budget arrive again.",
    Turn.UNKNOWN: "It can no longer be told whether alerts of this budget arrive.",
    Turn.KNOWN: "It can be told again whether alerts of this budget arrive.",
}
_NEW = {
    Turn.BROKE: "Alerts of this budget do not arrive.",
    Turn.UNKNOWN: "It cannot be told whether alerts of this budget arrive.",
}


@dataclass(frozen=True, slots=True)
class News:
    """What there is to tell of one budget: how it turned, and what CloudTrail saw of its path."""

    member: Member
    touches: Sequence[Touch]


def drawn(id: str, news: News) -> Message:
    """The message: how it turned, the reason, and what CloudTrail saw, the latest first."""
    one = news.member
    says = _SAYS[one.turned] if one.since else _NEW.get(one.turned, _SAYS[one.turned])
    text = f"{one.budget}: {one.verdict.value}. {says}"
    return message(id, text, list(_blocks(one, news.touches, says)))


def _blocks(one: Member, touches: Sequence[Touch], says: str) -> Iterator[Json]:
    yield header(f"{marked(one.verdict)}: {one.budget}")
    yield section(plain(f"{says} {verdict_line(one.verdict)}\nAccount {one.account}."))
    if one.says and one.turned in LOST:
        yield section(plain(clip(one.says, _REASON)))
    yield section(plain("\n".join(changes(touches, one.since))))


def changes(touches: Sequence[Touch], seen: datetime | None) -> Iterator[str]:
    """A line for each change; `seen` is when it was last seen otherwise, None for never."""
    since = f" since {_stamp(seen)}, when it was last seen otherwise" if seen else ""
    if not touches:
        yield f"CloudTrail told of no change of its topic, key or subscribers{since}."
        return
    yield f"What CloudTrail saw{since}, the latest first:"
    for one in touches:
        yield clip(f"• {_stamp(one.at)}: {one.action} on {one.about} by {_who(one)}", _LINE)


def _who(one: Touch) -> str:
    return f"budget-check itself, in its job {one.job} ({one.who})" if one.job else one.who


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
