"""The sweep of every budget: one job for each page of each account.

A sweep only looks: what seems to have turned is left to a job of its own, which checks that budget
again and tells. So there is one way of telling, and what AWS was merely too busy for is not told.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from bot.aws.sweep_pages.page import SweepPage, Swept
from bot.core.accounts.directory import Directory
from bot.core.affected import Dependent
from bot.core.findings import Report, Status
from bot.core.jobs import Job
from bot.core.jobs.watch import Sweep, SweepAll, SweepDue
from bot.core.model.read import ReadFailed
from bot.core.proof.names import is_temporary
from bot.core.reference import reference_of
from bot.core.sweep_slots import slots_due, sweeps_due
from bot.core.verdict_change import verdict_change
from bot.errors import QueueError, StoreError
from bot.features.check.last_verdict import last_verdict
from bot.features.watch.unreadable_account import read_to_its_end, unreadable
from bot.features.watch.verdict_messages import beside, verdict_messages
from bot.jobs.account import is_known
from bot.jobs.again import again
from bot.jobs.changed_meanwhile import check_what_changed
from bot.jobs.context import Context
from bot.jobs.outbox import send_soon
from bot.jobs.registry import handles
from bot.jobs.routes import read_tags
from bot.jobs.watch import sweep_job, watch_job
from bot.slack.render.texts import unread
from bot.store.budget_names import is_named
from bot.store.sweeps import SweepRecord
from bot.store.verdicts import LastVerdict

_AT_ONCE = 8
_log = logging.getLogger(__name__)


@handles(SweepAll)
def sweep_all(context: Context, _what: SweepAll) -> None:
    """Leave a job for each known account; where there may be others, for those a while later."""
    directory = context.reader.directory()
    if isinstance(directory, ReadFailed):
        _again(context, directory)
        return
    _say_unread(context, directory)
    context.queue.send_all([sweep_job(one.id, context.job.id) for one in directory.all])
    if directory.incomplete:
        _again(context, directory.incomplete)  # of this same sweep: what is swept by then stays so


@handles(SweepDue)
def sweep_due(context: Context, _what: SweepDue) -> None:
    """Leave a job for each account whose slot has come, and note how far that is done.

    Where the list of accounts was not read in full, or the queue took less, it is not noted: the
    next tick comes to the same slots again, and an account that was swept then is left alone
    (`Sweeps.begin`). Raises StoreError and QueueError.
    """
    last = context.store.sweeps.last_slot()
    slots = slots_due(last, context.clock())
    directory = context.reader.directory()
    if isinstance(directory, ReadFailed):
        _log.error("Job %s: %s", context.job.id, unread("the accounts", directory))
        return
    due = sweeps_due((one.id for one in directory.all), slots)
    context.queue.send_all([sweep_job(account, id) for account, id in due])
    if not _say_unread(context, directory) and slots:
        context.store.sweeps.note_slot(last, slots[-1])


def _say_unread(context: Context, directory: Directory) -> bool:
    if directory.unread:
        _log.error("Job %s: %s", context.job.id, unread("the other accounts", directory.unread))
    return directory.unread is not None


@handles(Sweep)
def sweep(context: Context, what: Sweep) -> None:
    """One page, and a job for the next; nothing of an account that has left. Raises StoreError.

    A page that comes twice is read twice, and tells nothing twice.
    """
    if not is_known(context, what.account):
        return
    record = _record(context, what)
    if record is None:
        _log.info("Job %s: account %s is being swept already", context.job.id, what.account)
        return
    page = context.reader.sweep(what.account, what.token)
    if page.unread:
        if not _again(context, page.unread):
            unreadable(context, record, page.unread)
        return
    _keep(context, record, page)
    if page.token:
        context.queue.send(sweep_job(what.account, what.sweep, page.token))
        return
    _end(context, record)


def _end(context: Context, record: SweepRecord) -> None:
    """Count the account. What the sweep has not seen is checked again: most are deleted."""
    budgets = context.store.overviews.count(record.account).verdicts
    for one in (*budgets, *context.store.verdicts.all_subjects_of(record.account)):
        if one.checked_at < record.began:
            left = Dependent(one.account, one.budget)
            context.queue.send(_watch_job(context, record, left))
    named = all(is_named(one) for one in budgets if one.checked_at >= record.began)
    read_to_its_end(context, record, named=named)


def _record(context: Context, what: Sweep) -> SweepRecord | None:
    """The sweep that this page is of; None where it is over, or another one runs."""
    if not what.token:
        return context.store.sweeps.begin(what.account, what.sweep, context.clock())
    found = context.store.sweeps.get(what.account)
    return found if found and found.running and found.id == what.sweep else None


def _again(context: Context, why: ReadFailed) -> bool:
    """Ask again later; False after the last attempt."""
    _log.error("Job %s: %s", context.job.id, unread("the budgets", why))
    return again(context)


def _keep(context: Context, record: SweepRecord, page: SweepPage) -> None:
    """Judge and keep each budget by itself: what goes wrong with one stops no other.

    The temporary budget of a proof is left out: it goes again within a day.
    """
    for unseen in page.unseen:
        _log.error("Job %s: %s", context.job.id, unread(unseen.sender.title, unseen.why))
    # The first look finds how things are: nothing has changed.
    first = record.last is None
    senders = first or not (page.subjects and _has_subjects(context, record))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        lasting = [one for one in page.budgets if not is_temporary(one.name)]
        begun = [(one, pool.submit(_budget, context, record, one, first)) for one in lasting]
        begun += [(o, pool.submit(_subject, context, record, o, senders)) for o in page.subjects]
    for one, future in begun:
        _settle(context, record, one, future)


def _has_subjects(context: Context, record: SweepRecord) -> bool:
    """Whether something of other senders was seen before this sweep."""
    found = context.store.verdicts.subjects_of(record.account, 1)
    return bool(found.items)


def _budget(context: Context, record: SweepRecord, one: Swept, first: bool) -> None:
    report = context.judged(one.facts)
    tags = read_tags(context, record.account, one.name)
    _one(context, record, report, replace(last_verdict(report), tags=tags), first=first)


def _subject(context: Context, record: SweepRecord, one: Swept, first: bool) -> None:
    report = context.judged(one.facts)
    _one(context, record, report, last_verdict(report), first=first)


def _one(
    context: Context, record: SweepRecord, report: Report, now: LastVerdict, *, first: bool
) -> None:
    context.measures.checked(report.verdict)
    was = context.store.verdicts.get(record.account, now.budget)
    again = _watch_job(context, record, Dependent(record.account, now.budget))
    if was is None and first:
        check_what_changed(context, context.store.verdicts.note(now))
    elif verdict_change((was.told or was.verdict) if was else None, now.verdict):
        if was:  # a new one's first record would count as told (Verdicts.watch)
            context.store.verdicts.put(now)  # seen by this sweep, and not told yet
        context.queue.send(again)
    else:
        says = verdict_messages(context, report, _cause(record))
        kept = context.store.verdicts.watch(now, again.id, says, beside(context))
        if kept:  # nothing has turned, unless another check was kept since
            send_soon(context, kept.messages, 0)
            check_what_changed(context, kept)


def _watch_job(context: Context, record: SweepRecord, one: Dependent) -> Job:
    return watch_job(context.job.id, one, context.clock(), group=_cause(record))


def _cause(record: SweepRecord) -> str:
    """Whatever one sweep of an account finds turned is told together."""
    return f"{record.id}.{record.account}"


def _settle(context: Context, record: SweepRecord, one: Swept, done: Future[None]) -> None:
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
            "sender.unreadable" if reference_of(one.name) else "budget.unreadable",
            one.facts.now,
            one.topics,
            one.keys,
        )
        context.store.verdicts.put(unknown)
