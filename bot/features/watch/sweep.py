"""The round over every budget: one job for each page of each account.

A sweep only looks: what seems to have turned is left to a job of its own, which checks that budget
again and tells. So there is one way of telling, and what AWS was merely too busy for is not told.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from bot.aws.sweeping.page import Page, Swept
from bot.core.findings import Status
from bot.core.jobs import Job
from bot.core.jobs.watch import Sweep, SweepAll
from bot.core.model import Unread
from bot.core.proving.names import is_temporary
from bot.core.turn import turn
from bot.errors import QueueError, StoreError
from bot.features.check.last_verdict import last_verdict
from bot.features.watch.jobs import sweep_job, watch_job
from bot.features.watch.unreadable_account import blind, sees_again
from bot.jobs.context import Desk, Office
from bot.slack.render.words import unread
from bot.store.sweeps import SweepRecord
from bot.store.verdicts import Hanging, LastVerdict

APART = 20
"""Seconds between the beginnings of two accounts: so one batch of jobs rarely holds several."""
PATIENCE = 3
"""So often a page that AWS did not give is asked for again."""
_AGAIN_AFTER = 60
_LONGEST_DELAY = 900
_AT_ONCE = 8
_log = logging.getLogger(__name__)


def sweep_all(desk: Desk, _what: SweepAll) -> None:
    """Leave a job for each known account."""
    office = desk.office
    if office is None:
        return
    directory = desk.reader.directory()
    if isinstance(directory, Unread):
        _again(desk, office, directory)
        return
    if directory.unread:
        _log.error("Job %s: %s", desk.job.id, unread("the other accounts", directory.unread))
    for n, account in enumerate(directory.all):
        delay = min(n * APART, _LONGEST_DELAY)
        office.queue.send(sweep_job(account.id, desk.job.id), delay)


def sweep(desk: Desk, what: Sweep) -> None:
    """One page, and a job for the next. Raises StoreError.

    A page that comes twice is read twice, and tells nothing twice.
    """
    office = desk.office
    record = _record(office, what) if office else None
    if office is None or record is None:
        _log.info("Job %s: account %s is being swept already", desk.job.id, what.account)
        return
    page = desk.reader.sweep(what.account, what.token)
    if page.unread:
        if not _again(desk, office, page.unread):
            blind(desk, office, record, page.unread)
        return
    _keep(desk, office, record, page)
    if page.token:
        office.queue.send(sweep_job(what.account, what.sweep, page.token))
        return
    for left in _not_seen(office, record):
        office.queue.send(_watch_job(desk, office, record, left))
    sees_again(desk, office, record)
    office.sweeps.end(record, office.clock(), done=True)


def _record(office: Office, what: Sweep) -> SweepRecord | None:
    """The sweep that this page is of; None where it is over, or another one runs."""
    if not what.token:
        return office.sweeps.begin(what.account, what.sweep, office.clock())
    found = office.sweeps.get(what.account)
    return found if found and found.running and found.id == what.sweep else None


def _again(desk: Desk, office: Office, why: Unread) -> bool:
    """Ask again later; False after the last attempt."""
    _log.error("Job %s: %s", desk.job.id, unread("the budgets", why))
    if desk.job.attempt >= PATIENCE:
        return False
    later = replace(desk.job, attempt=desk.job.attempt + 1)
    office.queue.send(later, _AGAIN_AFTER * 2**desk.job.attempt)
    return True


def _keep(desk: Desk, office: Office, record: SweepRecord, page: Page) -> None:
    """Judge and keep each budget by itself: what goes wrong with one stops no other.

    The temporary budget of a proof is left out: it goes again within a day.
    """
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        lasting = [one for one in page.budgets if not is_temporary(one.name)]
        begun = [(one, pool.submit(_one, desk, office, record, one)) for one in lasting]
    for one, future in begun:
        _settle(office, record, one, future)


def _one(desk: Desk, office: Office, record: SweepRecord, one: Swept) -> None:
    report = desk.judged(one.facts)
    desk.measures.checked(report.verdict)
    now = last_verdict(report)
    was = office.verdicts.get(record.account, one.name)
    again = _watch_job(desk, office, record, Hanging(record.account, one.name))
    if was is None and record.last is None:
        office.verdicts.note(now)  # the first sweep finds how things are: nothing has changed
    elif turn((was.told or was.verdict) if was else None, now.verdict):
        if was:  # a new one's first record would count as told (Verdicts.watch)
            office.verdicts.put(now)  # seen by this sweep, and not told yet
        office.queue.send(again)
    else:
        _keep_as_told(office, now, again)


def _keep_as_told(office: Office, now: LastVerdict, again: Job) -> None:
    """Nothing has turned, unless another check was kept since: then `again` gets to tell it."""
    kept = office.verdicts.watch(now, again.id)
    untold = kept.record.untold if kept else None
    if untold and untold.teller == again.id:
        office.queue.send(replace(again, unsure=True))


def _watch_job(desk: Desk, office: Office, record: SweepRecord, one: Hanging) -> Job:
    """Whatever one sweep of an account finds turned is told together."""
    group = f"{record.id}.{record.account}"
    return watch_job(desk.job.id, one, office.clock(), group=group)


def _settle(office: Office, record: SweepRecord, one: Swept, done: Future[None]) -> None:
    """Where a table or the queue gives no answer the page is done again; all else is UNKNOWN."""
    error = done.exception()
    if isinstance(error, StoreError | QueueError):
        raise error
    if error:
        _log.error("The sweep failed at budget %r", one.name, exc_info=error)
        unknown = LastVerdict(
            record.account,
            one.name,
            Status.UNKNOWN,
            "budget.unreadable",
            one.facts.now,
            one.topics,
            one.keys,
        )
        office.verdicts.put(unknown)


def _not_seen(office: Office, record: SweepRecord) -> Iterator[Hanging]:
    """Budgets of an earlier check that the whole sweep did not meet: most are deleted."""
    cursor = ""
    while True:
        page = office.verdicts.of_account(record.account, cursor=cursor)
        for one in page.items:
            if one.checked_at < record.began:
                yield Hanging(one.account, one.budget)
        cursor = page.cursor
        if not cursor:
            return
