"""The lines of the watch in a thread: who came late, and who alerts again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.act import Act
from bot.core.reference import called
from bot.core.texts import watch as texts
from bot.core.texts.words import some
from bot.core.verdict_change import LOST, AffectedBudget, VerdictChange, groups_of
from bot.slack.render.message import Message, message
from bot.slack.render.parts import plain, section
from bot.slack.render.phrase import phrase, spoken
from bot.slack.render.routes import routed

_NAMES = 20
"""In one section: a name has up to 100 characters."""


def turned_lines(
    id: str, members: Sequence[AffectedBudget], act: Act | None, *, several: bool
) -> Message:
    """Which turned since the post, the worst first, and who mended those that are.

    With `several` accounts each is named with its own. The user groups that the routes of those
    that do not alert name are mentioned.
    """
    says = list(_lines(members, act, several=several))
    groups = groups_of([one for one in members if one.turned in LOST])
    return message(id, " ".join(says), [*(section(plain(one)) for one in says), *routed(groups)])


def back_line(says: str, act: Act | None) -> str:
    """That it alerts again, and who mended it; a person of ours is not named, for that notifies."""
    if act is None:
        return texts.BACK.format(says=says)
    if act.change:
        return texts.BACK_BY_US.format(says=says)
    return spoken(phrase(texts.BACK_BY, says=says, who=act.who, action=act.action))


def _lines(members: Sequence[AffectedBudget], act: Act | None, *, several: bool) -> Iterator[str]:
    broke = [one for one in members if one.turned is VerdictChange.BROKE]
    unknown = [one for one in members if one.turned is VerdictChange.UNKNOWN]
    back = [one for one in members if one.turned not in LOST]
    if broke:
        count = texts.do_not_alert([one.budget for one in broke])
        yield texts.LATE.format(count=count, names=_named(broke, several=several))
    if unknown:
        yield texts.LATE_UNKNOWN.format(names=_named(unknown, several=several))
    if back:
        names = _named(back, several=several)
        count = texts.alert([one.budget for one in back])
        yield back_line(texts.BACK_SAYS.format(count=count, names=names), act)


def _named(members: Sequence[AffectedBudget], *, several: bool) -> str:
    named = (called(one.budget) for one in members)
    each = (f"{n} ({one.account})" if several else n for n, one in zip(named, members, strict=True))
    return some(list(each), _NAMES)
