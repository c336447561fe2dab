"""How a budget turned, and who changed what before: one message of words alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.findings import Report
from bot.core.touched import Touch
from bot.core.turn import Turn
from bot.core.wording import leading, verdict_line
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, clip, header, plain, section
from bot.slack.render.words import marked

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
    """What there is to tell. `since` is when it was last seen otherwise, None for never."""

    turned: Turn
    report: Report
    since: datetime | None
    touches: Sequence[Touch]


def drawn(id: str, news: News) -> Message:
    """The message: how it turned, the reason, and what CloudTrail saw, the latest first."""
    report = news.report
    says = _SAYS[news.turned] if news.since else _NEW.get(news.turned, _SAYS[news.turned])
    text = f"{report.budget}: {report.verdict.value}. {says}"
    return message(id, text, list(_blocks(news, says)))


def _blocks(news: News, says: str) -> Iterator[Json]:
    report = news.report
    yield header(f"{marked(report.verdict)}: {report.budget}")
    yield section(plain(f"{says} {verdict_line(report.verdict)}\nAccount {report.account}."))
    first = leading(report)
    if first and news.turned in {Turn.BROKE, Turn.UNKNOWN}:
        yield section(plain(clip(first.says, _REASON)))
    yield section(plain("\n".join(_changes(news))))


def _changes(news: News) -> Iterator[str]:
    since = f" since {_stamp(news.since)}, when it was last seen otherwise" if news.since else ""
    if not news.touches:
        yield f"CloudTrail told of no change of its topic, key or subscribers{since}."
        return
    yield f"What CloudTrail saw{since}, the latest first:"
    for one in news.touches:
        yield clip(f"• {_stamp(one.at)}: {one.action} on {one.about} by {_who(one)}", _LINE)


def _who(one: Touch) -> str:
    return f"budget-check itself, in its job {one.job} ({one.who})" if one.job else one.who


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
