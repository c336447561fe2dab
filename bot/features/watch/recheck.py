"""Check one budget again, and tell what has turned since the watch last told."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime

from bot.core.findings import Report, Status
from bot.core.jobs.watch import Watch
from bot.core.model import Cause, Unread
from bot.core.turn import turn
from bot.core.wording import leading
from bot.errors import StoreError
from bot.features.alert.view import title_of
from bot.features.check.last_verdict import last_verdict
from bot.features.watch.notify import tell
from bot.jobs.context import Desk, Office
from bot.slack.render.alert import Look
from bot.store.verdicts import LastVerdict, Watched

PATIENCE = 3
"""So often what AWS did not answer is asked again before it is told as UNKNOWN."""
_AGAIN_AFTER = 60
_ATTEMPTS = 3
_PASSING = {Cause.THROTTLED, Cause.TIMED_OUT, Cause.UNREACHABLE}
_log = logging.getLogger(__name__)


def watch(desk: Desk, what: Watch) -> None:
    """Check it, unless that was done since. Raises StoreError, and SlackError to be tried again."""
    office = desk.office
    if office is None or not _is_known(desk, what.account):
        return
    was = office.verdicts.get(what.account, what.budget)
    if was and _seen_since(was, what, desk.job.id):
        return
    for _ in range(_ATTEMPTS):
        facts = desk.reader.facts(what.account, what.budget)
        report = desk.judged(facts)
        desk.measures.checked(report.verdict)
        if _waits(desk, office, was, report, facts):
            return
        if _is_gone(report):
            _forget(office, was)
            return
        kept = office.verdicts.watch(last_verdict(report), desk.job.id)
        if kept:
            look = Look(title_of(desk, what.account), facts, report)
            _tell(desk, look, kept, what.group)
            return
    raise StoreError("verdicts", f"is busy with {what.budget!r}: it is checked again later.")


def _tell(desk: Desk, look: Look, kept: Watched, group: str) -> None:
    """An attempt that comes again may have told: it looks first. A second copy tells nothing."""
    job, untold = desk.job, kept.record.untold
    mine = untold is not None and untold.teller == job.id
    again = job.unsure or job.attempt > 0
    if mine and (kept.claimed or again):
        tell(desk, look, kept.record, group, unsure=again)


def _seen_since(was: LastVerdict, what: Watch, job: str) -> bool:
    """Whether a check that began after the cause has told, or had nothing to tell."""
    mine = was.untold is not None and was.untold.teller == job
    turned = was.told is not None and turn(was.told, was.verdict) is not None
    return was.checked_at >= datetime.fromisoformat(what.since) and not mine and not turned


def _waits(
    desk: Desk, office: Office, was: LastVerdict | None, report: Report, facts: object
) -> bool:
    """Whether AWS was merely busy: then it is asked again in a minute, and nothing is told."""
    passing = any(one.cause in _PASSING for one in _unread(facts))
    if report.verdict is not Status.UNKNOWN or not passing or desk.job.attempt >= PATIENCE:
        return False
    if was:  # a new one's first record would count as told (Verdicts.watch)
        office.verdicts.put(last_verdict(report))
    office.queue.send(replace(desk.job, attempt=desk.job.attempt + 1), _AGAIN_AFTER)
    return True


def _unread(thing: object) -> Iterator[Unread]:
    """Every read, however deep, that gave no answer."""
    if isinstance(thing, Unread):
        yield thing
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _unread(getattr(thing, field.name))
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from _unread(value)
    elif isinstance(thing, tuple | list | frozenset):
        for value in thing:
            yield from _unread(value)


def _is_gone(report: Report) -> bool:
    first = leading(report)
    return first is not None and first.code == "budget.not-found"


def _forget(office: Office, was: LastVerdict | None) -> None:
    """A budget that was deleted is no broken one."""
    if was:
        _log.info("Budget %r of account %s is gone", was.budget, was.account)
        office.verdicts.forget(was)


def _is_known(desk: Desk, account: str) -> bool:
    """An account may be taken out while its events still come."""
    directory = desk.reader.directory()
    if isinstance(directory, Unread) or directory.unread or directory.find(account):
        return True
    _log.warning("Job %s: account %s is not known here any more", desk.job.id, account)
    return False
