"""Several budgets that one cause turned, in one message: how many, on what, who, and which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.aws_events import ResourceChange
from bot.core.findings import Status
from bot.core.verdict_change import AffectedBudget, VerdictChange
from bot.slack.render.message import Message, message
from bot.slack.render.names import check_button
from bot.slack.render.parts import Json, clip, header, pieces, plain, section
from bot.slack.render.texts import marked
from bot.slack.render.watch import LOST, changes

BUTTONS = 5
"""Budgets with a button to check them."""
NAMES = 40
"""Budgets that are named beside those; the others are a number."""
_LATE_NAMES = 20
"""In one section: a name has up to 100 characters."""
_CHANGES = 5
_COMMON = 3
_ARN = 300
_REASON = 1200
_ORDER = (VerdictChange.BROKE, VerdictChange.UNKNOWN, VerdictChange.MENDED, VerdictChange.KNOWN)
_SAYS = {
    VerdictChange.BROKE: "Alerts of {} do not arrive any more.",
    VerdictChange.UNKNOWN: "It can no longer be told whether alerts of {} arrive.",
    VerdictChange.MENDED: "Alerts of {} arrive again.",
    VerdictChange.KNOWN: "It can be told again whether alerts of {} arrive.",
}


@dataclass(frozen=True, slots=True)
class BatchedView:
    """The budgets, more than one, and what CloudTrail saw of their topics and keys."""

    members: Sequence[AffectedBudget]
    resource_changes: Sequence[ResourceChange]


def batched_notice(id: str, notice: BatchedView) -> Message:
    """The message. How each turned is said in its own sentence, the worst first."""
    members = sorted(notice.members, key=lambda m: (_ORDER.index(m.turned), m.account, m.budget))
    says = " ".join(_sentences(members))
    return message(id, says, list(_blocks(members, notice.resource_changes, says)))


def late_notice(id: str, late: Sequence[AffectedBudget], *, several: bool) -> Message:
    """Those that lost their path and are drawn into a post late: of an edit Slack tells nobody.

    With `several` accounts each is named with its own.
    """
    says = [
        f"{marked(of[0].verdict)}: {_SAYS[turned].format(_budgets(len(of))).rstrip('.')}: "
        f"{_named(of, _LATE_NAMES, several=several)}"
        for turned in _ORDER
        if (of := [one for one in late if one.turned is turned])
    ]
    return message(id, " ".join(says), [section(plain(one)) for one in says])


def _sentences(members: Sequence[AffectedBudget]) -> Iterator[str]:
    counts = Counter(one.turned for one in members)
    for turned in _ORDER:
        if counts[turned]:
            yield _SAYS[turned].format(_budgets(counts[turned]))


def _blocks(
    members: Sequence[AffectedBudget], resource_changes: Sequence[ResourceChange], says: str
) -> Iterator[Json]:
    worst = members[0].verdict if members[0].turned in LOST else Status.OK
    several = len({one.account for one in members}) > 1
    yield header(f"{marked(worst)}: {_budgets(len(members))}")
    yield section(plain(f"{says}\n{_accounts(members)}\n{_where(members)}"))
    reason = _reason([one for one in members if one.turned in LOST])
    if reason:
        yield section(plain(reason))
    seen = min((one.since for one in members if one.since), default=None)
    yield section(plain("\n".join(changes(resource_changes[:_CHANGES], seen))))
    for one in members[:BUTTONS]:
        yield section(plain(_line(one, several=several)), check_button(one.account, one.budget))
    for piece in pieces(_rest(members[BUTTONS:], several=several)):
        yield section(plain(piece))


def _budgets(count: int) -> str:
    return "1 budget" if count == 1 else f"{count} budgets"


def _accounts(members: Sequence[AffectedBudget]) -> str:
    ids = sorted({one.account for one in members})
    if len(ids) == 1:
        return f"Account {ids[0]}."
    more = f" and {len(ids) - _COMMON} more" if len(ids) > _COMMON else ""
    return f"Accounts {', '.join(ids[:_COMMON])}{more}."


def _where(members: Sequence[AffectedBudget]) -> str:
    """What they hang on: the topics and keys of them all, else those of most."""
    counts = Counter(arn for one in members for arn in dict.fromkeys((*one.topics, *one.keys)))
    common = [arn for arn, count in counts.items() if count == len(members)]
    if common:
        return f"All of them hang on {' and '.join(_short(arn) for arn in common[:_COMMON])}."
    most = counts.most_common(_COMMON)
    said = [f"{count} of them on {_short(arn)}" for arn, count in most]
    return f"They hang on several topics: {', '.join(said)}." if said else ""


def _short(arn: str) -> str:
    return clip(arn, _ARN)


def _reason(lost: Sequence[AffectedBudget]) -> str:
    """The reason that most of them have."""
    counts = Counter(one.says for one in lost if one.says)
    if not counts:
        return ""
    says, count = counts.most_common(1)[0]
    whose = "" if count == len(lost) else f"{count} of them: "
    return clip(whose + says, _REASON)


def _line(one: AffectedBudget, *, several: bool) -> str:
    """With its account where there are several."""
    where = f", account {one.account}" if several else ""
    return f"{one.budget}\n{marked(one.verdict)}{where}"


def _rest(members: Sequence[AffectedBudget], *, several: bool) -> str:
    return f"Also: {_named(members, NAMES, several=several)}." if members else ""


def _named(members: Sequence[AffectedBudget], most: int, *, several: bool) -> str:
    named = [f"{one.budget} ({one.account})" if several else one.budget for one in members[:most]]
    more = len(members) - len(named)
    return ", ".join([*named, *([f"and {more} more"] if more else [])])
