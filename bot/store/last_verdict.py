"""What is kept of the last check of a budget, and what a new check makes of it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from bot.core.alerts.alarms import Alarm
from bot.core.findings import Status
from bot.core.listed_budget import ListedBudget
from bot.core.model.budget import Spend
from bot.core.outage import REACHES, Outage, outage
from bot.core.outgoing import Outgoing
from bot.core.root_cause import RootCause
from bot.core.routes import BudgetTag
from bot.core.verdict_change import AffectedBudget, verdict_change


@dataclass(frozen=True, slots=True)
class PendingChange:
    """What the version before kept instead of a message: a turn that its job `teller` had to tell,
    from `before`, last seen so at `since`.
    """

    teller: str
    before: Status | None
    since: datetime | None


@dataclass(frozen=True, slots=True)
class LastVerdict:
    """What the last check of a budget said. `code` is that of the finding that leads, "" for OK;
    `topics` and `keys` are ARNs. `spend` is None where it could not be read, and in old records.

    `told` is the verdict that the watch told last, or found at its first look, or the first check
    before that, and `told_at` when that was last seen to hold: a check that a person asks for
    changes nothing of what is told. `untold` is in records of the version before.
    `alarmed` says which notifications are in ALARM, and since when every check saw them so; None
    where their states were never read. `cause` is that of `code`, None for OK and in old records.
    `outage` is the last time in which no alert arrived. `tags` are those that ROUTES asked for when
    a sweep last read them, None where none did: a check leaves them as they are.

    `indexed_as` is the partition in which the index of names has it (`bot.store.budget_names`), ""
    for none and in old records; the store alone writes it.
    """

    account: str
    budget: str
    verdict: Status
    code: str
    checked_at: datetime
    topics: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    spend: Spend | None = None
    told: Status | None = None
    told_at: datetime | None = None
    untold: PendingChange | None = None
    alarmed: tuple[Alarm, ...] | None = None
    cause: RootCause | None = None
    outage: Outage | None = None
    tags: tuple[BudgetTag, ...] | None = None
    indexed_as: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Watched:
    """The record as it is kept, and the messages that lie in the outbox with it.

    `linked` are the topics and keys that the record before did not name: what was changed of them
    until now was nobody's change (`bot.jobs.changed_meanwhile`).
    """

    record: LastVerdict
    messages: tuple[Outgoing, ...] = ()
    linked: tuple[str, ...] = ()


def listed(verdict: LastVerdict) -> ListedBudget:
    """What lists show of it."""
    return ListedBudget(*(getattr(verdict, one.name) for one in fields(ListedBudget)))


def outage_after(
    was: LastVerdict | None, now: LastVerdict, alarmed: tuple[Alarm, ...] | None
) -> Outage | None:
    """With this check; of what the version before kept, as far as it tells."""
    began = was.outage if was else None
    if was and began is None and was.verdict not in REACHES:
        began = Outage(was.checked_at)
    read = now.alarmed is not None
    return outage(began, now.verdict, now.checked_at, alarmed, read=read)


def by_check(was: LastVerdict | None, now: LastVerdict) -> Watched:
    """Somebody's check: what the watch has told stays, and is seen to hold where it does.

    Where the watch never looked the first check counts as told: else a turn that somebody's check
    sees before the watch does would be told by nobody.
    """
    if was is None:
        return Watched(now)
    told = was.told or was.verdict
    holds = verdict_change(told, now.verdict) is None
    told_at = now.checked_at if holds else (was.told_at or was.checked_at)
    return Watched(replace(now, told=told, told_at=told_at, untold=was.untold))


def by_first_look(was: LastVerdict | None, now: LastVerdict) -> Watched:
    """The watch's first look at an account: what it found counts as told."""
    if was:
        return by_check(was, now)
    return Watched(replace(now, told=now.verdict, told_at=now.checked_at))


def by_watch(
    was: LastVerdict | None, now: LastVerdict, teller: str
) -> tuple[LastVerdict, AffectedBudget | None]:
    """A check of the watch. Where it never looked before, the first check counts as told."""
    before = (was.told or was.verdict) if was else None
    since = (was.told_at or was.checked_at) if was else None
    told = replace(now, told=now.verdict, told_at=now.checked_at)
    turned = verdict_change(before, now.verdict)
    pending = was.untold if was else None
    if pending and turned is None:
        if pending.teller != teller:
            return replace(told, untold=pending), None
        turned, since = verdict_change(pending.before, now.verdict), pending.since
    if turned is None:
        return told, None
    return told, AffectedBudget(
        now.account,
        now.budget,
        turned,
        now.verdict,
        "",
        since,
        teller,
        now.checked_at,
        now.topics,
        now.keys,
    )
