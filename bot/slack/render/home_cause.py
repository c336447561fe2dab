"""A row of the App Home: one cause, whom it hits, the money at stake, and its mend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.findings import Status
from bot.core.senders import BUDGETS
from bot.core.stake import Stake
from bot.core.texts import home as texts
from bot.core.texts.snooze import RUNS
from bot.core.texts.stake import at_stake
from bot.core.texts.summary import summary
from bot.core.texts.verdict import verdict_title
from bot.core.texts.watch import counted
from bot.slack.render.links import cause_link
from bot.slack.render.parts import Json, actions, button, clip
from bot.slack.render.phrase import Phrase, Who, phrase, rich
from bot.slack.render.snooze import snooze_button
from bot.slack.render.texts import mark
from bot.slack.values import pack

_NAMED = 3
_NAME = 50
"""Characters of one of several names, which stand whole in the list of budgets."""


@dataclass(frozen=True, slots=True)
class Snoozed:
    """A snooze that runs; `id` is that of its cause."""

    id: str
    until: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mend:
    """The best fix for a budget: its id, and the value of its button; or, where a change is on its
    way there already, that change in words, and no button.
    """

    fix: str = ""
    value: str = ""
    under_way: str = ""
    stands: str = ""


@dataclass(frozen=True, slots=True)
class CauseRow:
    """One cause. `names` are its budgets, the dearest first, which `mend` is for; `topics` how many
    topics they hang on, and with `each` every one is mended by itself. `called` is the account's
    name, "" where there is one account alone. `group` is what the list of its budgets is found by,
    and `causes` how many there are to snooze: AWS's one key keeps each topic silent by itself.
    `others` are the references of what other senders have that the same keeps from getting through.
    """

    verdict: Status
    code: str
    resource: str
    account: str
    called: str
    names: Sequence[str]
    topics: int
    stake: Stake
    mend: Mend = field(default_factory=Mend)
    snoozed: Snoozed | None = None
    each: bool = True
    group: str = ""
    causes: int = 1
    others: Sequence[str] = ()


def cause_row(row: CauseRow, at: int) -> Iterator[Json]:
    """Its blocks; `at` is its number on the page."""
    yield rich(*_lines(row))
    yield actions(*_buttons(row, at))


def mend_button(mend: Mend, style: str = "primary") -> Iterator[Json]:
    """The button that opens the preview; none where nothing can be mended from here."""
    if mend.fix and mend.value:
        yield button("Mend…", f"fix.{mend.fix}", mend.value, style)


def under_way(mend: Mend) -> Iterator[Phrase]:
    """The change that is on its way, if there is one."""
    if mend.under_way:
        yield phrase(texts.UNDER_WAY, title=mend.under_way, stands=mend.stands)


def snooze_line(snoozed: Snoozed | None) -> Iterator[Phrase]:
    """Until when, by whom and why; nothing where none runs."""
    if snoozed:
        who = Who(snoozed.by)
        yield phrase(RUNS, until=snoozed.until, who=who, reason=snoozed.reason)


def wake_button(snoozed: Snoozed) -> Json:
    """The button that ends it."""
    return button("Wake", "snooze.wake", snoozed.id)


def _lines(row: CauseRow) -> Iterator[Phrase]:
    why, count = summary(row.code, BUDGETS), len(row.names)
    if count == 1:
        title = verdict_title(row.names[0], row.verdict)
        yield phrase(texts.ONE_HEAD, mark=mark(row.verdict), title=title, why=why)
    else:
        said = texts.affected(row.verdict, count)
        yield phrase(texts.HEAD, mark=mark(row.verdict), affected=said, why=why)
    where = _where(row)
    if where:
        yield where
    if count > 1:
        yield _names(row.names)
    yield from under_way(row.mend)
    yield from snooze_line(row.snoozed)


def _where(row: CauseRow) -> Phrase | None:
    """The key or topic, on how many topics, the money, the account: what of these is known."""
    others = texts.ALSO.format(others=counted(row.others)) if row.others else ""
    where = texts.places(row.topics, each=row.each)
    rest = [others, where, at_stake(row.stake), row.called]
    said = ", ".join(one for one in rest if one)
    link = cause_link(row.resource)
    if link is None:
        return phrase("{rest}", rest=said) if said else None
    return phrase("{link}{comma}{rest}", link=link, comma=", " if said else "", rest=said)


def _names(names: Sequence[str]) -> Phrase:
    shown = ", ".join(clip(one, _NAME) for one in names[:_NAMED])
    more = len(names) - _NAMED
    if more <= 0:
        return phrase("{names}", names=shown)
    return phrase(texts.SOME, names=shown, count=more)


def _buttons(row: CauseRow, at: int) -> Iterator[Json]:
    first = row.names[0]
    yield from mend_button(row.mend)
    yield button("Check", "home.check", pack(account=row.account, budget=first, at=at))
    if row.snoozed:
        yield wake_button(row.snoozed)
    else:
        whole = len(row.names) > 1 and row.causes == 1
        yield snooze_button(row.account, first, whole=whole)
    if len(row.names) > 1:
        which = pack(account=row.account, code=row.code, resource=row.group or row.resource)
        yield button(f"Budgets ({len(row.names)})", "home.budgets", which)
