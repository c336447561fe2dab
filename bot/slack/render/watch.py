"""How a budget turned, and who changed what before: one message of words alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.aws_events import ResourceChange
from bot.core.texts.verdict import verdict_line
from bot.core.verdict_change import AffectedBudget, VerdictChange
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, clip, header, plain, section
from bot.slack.render.texts import marked

LOST = frozenset({VerdictChange.BROKE, VerdictChange.UNKNOWN})
"""After these somebody waits for an alert."""
_REASON = 1800
_LINE = 400
_SAYS = {
    VerdictChange.BROKE: "Alerts of this budget do not arrive any more.",
    VerdictChange.MENDED: "Alerts of this budget arrive again.",
    VerdictChange.UNKNOWN: "It can no longer be told whether alerts of this budget arrive.",
    VerdictChange.KNOWN: "It can be told again whether alerts of this budget arrive.",
}
_NEW = {
    VerdictChange.BROKE: "Alerts of this budget do not arrive.",
    VerdictChange.UNKNOWN: "It cannot be told whether alerts of this budget arrive.",
}


@dataclass(frozen=True, slots=True)
class VerdictNotice:
    """What there is to tell of one budget: how it turned, and what CloudTrail saw of its path."""

    member: AffectedBudget
    resource_changes: Sequence[ResourceChange]


def verdict_notice(id: str, notice: VerdictNotice) -> Message:
    """The message: how it turned, the reason, and what CloudTrail saw, the latest first."""
    one = notice.member
    says = _SAYS[one.turned] if one.since else _NEW.get(one.turned, _SAYS[one.turned])
    text = f"{one.budget}: {one.verdict.value}. {says}"
    return message(id, text, list(_blocks(one, notice.resource_changes, says)))


def _blocks(
    one: AffectedBudget, resource_changes: Sequence[ResourceChange], says: str
) -> Iterator[Json]:
    yield header(f"{marked(one.verdict)}: {one.budget}")
    yield section(plain(f"{says} {verdict_line(one.verdict)}\nAccount {one.account}."))
    if one.says and one.turned in LOST:
        yield section(plain(clip(one.says, _REASON)))
    yield section(plain("\n".join(changes(resource_changes, one.since))))


def changes(resource_changes: Sequence[ResourceChange], seen: datetime | None) -> Iterator[str]:
    """A line for each change; `seen` is when it was last seen otherwise, None for never."""
    since = f" since {_stamp(seen)}, when it was last seen otherwise" if seen else ""
    if not resource_changes:
        yield f"CloudTrail told of no change of its topic, key or subscribers{since}."
        return
    yield f"What CloudTrail saw{since}, the latest first:"
    for one in resource_changes:
        yield clip(f"• {_stamp(one.at)}: {one.action} on {one.about} by {_who(one)}", _LINE)


def _who(one: ResourceChange) -> str:
    return f"budget-check itself, in its job {one.job} ({one.who})" if one.job else one.who


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"
