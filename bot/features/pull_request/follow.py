"""A pull request that is open is asked for its state, and once it is merged the path is checked
until the alert arrives again.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Unpack

from bot.core.findings import Status
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.pull_requests import LookAtPullRequest, LookAtPullRequests
from bot.core.jobs.watch import ResourceChanged, Watch
from bot.core.outage import REACHES
from bot.core.outgoing import Outgoing
from bot.core.pull_requests.run import (
    LOOK_EVERY,
    LOOKED_FOR,
    OPEN_FOR,
    PullRequestEvent,
    PullRequestRun,
    Stage,
)
from bot.core.pull_requests.statements import deployed
from bot.core.reference import topic_in
from bot.core.texts.report import leading
from bot.core.texts.summary import summary
from bot.features.pull_request.log_entries import ITSELF, of_event
from bot.features.pull_request.thread import messages_of
from bot.jobs.context import Context
from bot.jobs.outbox import send
from bot.jobs.registry import handles
from bot.jobs.worked_out import Wanted, WorkedOut, worked_out
from bot.pull_requests import PullRequestState, Standing
from bot.store.pages import every
from bot.store.pull_requests import PullRequestSets

SETTLES = (5, 60)
"""Seconds after a change of a policy: at once, and once AWS has stopped showing the old text."""
_log = logging.getLogger(__name__)


@handles(LookAtPullRequests)
def look_at_due(context: Context, _what: LookAtPullRequests) -> None:
    """Leave a job for each that is due, and only one. Raises StoreError."""
    now, runs = context.clock(), context.store.pull_requests
    # All pages before the first is put off, which moves the others.
    for run, at in tuple(every(lambda cursor: runs.due(now, cursor))):
        if runs.postpone(run, at, now + LOOK_EVERY):
            context.queue.send(Job(context.new_id(), NOBODY, LookAtPullRequest(run.id)))


@handles(ResourceChanged)
def policy_changed(context: Context, what: ResourceChanged) -> None:
    """A key or topic was changed: look at what waits for that, at once and a minute later.

    Raises StoreError.
    """
    for run in context.open_pull_requests():
        if what.about in run.resources:
            for seconds in SETTLES:
                job = Job(f"{context.job.id}.{run.id[:12]}.{seconds}", NOBODY, _look(run))
                context.queue.send(job, seconds)


def _look(run: PullRequestRun) -> LookAtPullRequest:
    return LookAtPullRequest(run.id)


@handles(LookAtPullRequest)
def look(context: Context, what: LookAtPullRequest) -> None:
    """Ask how it stands, and tell what has become of it. Raises StoreError."""
    run = context.store.pull_requests.get(what.mend)
    if run is None or run.stage.is_over:
        return
    if run.stage is Stage.OPEN:
        run = _asked(context, run)
    if run and run.stage is not Stage.OPEN and not run.stage.is_over:
        _checked(context, run)


def _asked(context: Context, run: PullRequestRun) -> PullRequestRun | None:
    """The pull request as its host says that it stands; None where nothing is new."""
    host = context.sources.host(run.host) if context.sources else None
    state = host.look(run.pull_request) if host else None
    if not isinstance(state, PullRequestState):
        _log.warning("%s: how it stands is not known: %s", run.pull_request, state)
        state = PullRequestState(Standing.OPEN)
    at = state.at or context.clock()
    if state.standing is Standing.MERGED:
        event = PullRequestEvent.MERGED
        if _arrived_before(context, run, at):
            event = PullRequestEvent.ALREADY
        return _advance(context, run, event, merged_at=at, who=state.who)
    if state.standing is Standing.CLOSED:
        return _advance(context, run, PullRequestEvent.CLOSED, who=state.who)
    if context.clock() >= run.opened + OPEN_FOR:
        return _advance(context, run, PullRequestEvent.FORGOTTEN)
    return None


def _arrived_before(context: Context, run: PullRequestRun, merged: datetime) -> bool:
    """Whether somebody had mended it by then in another way: no deployment is to thank for it."""
    last = context.store.verdicts.get(run.account, run.budget)
    if last is None or last.verdict not in REACHES or last.code in run.clears:
        return False
    ended = last.outage.ended if last.outage else None
    before = last.checked_at < merged or (ended is not None and ended < merged)
    return before and _is_mended(run, _seen(context, run))


def _checked(context: Context, run: PullRequestRun) -> None:
    """Whether the alert arrives, by a check of now; else whether the policy has what was merged."""
    now, found = context.clock(), _seen(context, run)
    if _is_mended(run, found):
        _advance(context, run, _mended_by(context, run, found))
        _recheck(context, run)
        return
    if run.merged_at and now >= run.merged_at + LOOKED_FOR:
        _advance(context, run, PullRequestEvent.ABANDONED)
        return
    if found.path is None or found.report.verdict is Status.UNKNOWN:
        return
    if deployed(found.path, run.statements):
        first = leading(found.report)
        cause = summary(first.code, found.report.sender) if first else ""
        _advance(context, run, PullRequestEvent.NOT_ENOUGH, cause)
        return
    late = run.late_at(timedelta(hours=context.settings.deployed_within))
    if late and now >= late:
        _advance(context, run, PullRequestEvent.LATE)


def _seen(context: Context, run: PullRequestRun) -> WorkedOut:
    wanted = Wanted(run.account, run.budget, run.topic)
    return worked_out(context, wanted, lambda _: "")


def _is_mended(run: PullRequestRun, found: WorkedOut) -> bool:
    """By a path that was read, and not for want of one."""
    codes = {finding.code for finding in found.report.findings}
    reaches = found.path is not None and found.report.verdict in REACHES
    return reaches and not codes.intersection(run.clears)


def _mended_by(context: Context, run: PullRequestRun, found: WorkedOut) -> PullRequestEvent:
    """Only what stands in the policy was deployed: somebody may have mended it in another way."""
    if _is_written_here(context, run):
        return PullRequestEvent.ALREADY
    there = found.path is not None and deployed(found.path, run.statements)
    return PullRequestEvent.ARRIVES if there else PullRequestEvent.MENDED


def _is_written_here(context: Context, run: PullRequestRun) -> bool:
    """Whether a live write of ours has mended it meanwhile: it is the same statement, so the policy
    does not show whether a deployment came as well.
    """
    writes = (one for arn in run.resources for one in context.store.last_writes.of(arn))
    return any(one.attribute == "Policy" and one.at > run.opened for one in writes)


def _recheck(context: Context, run: PullRequestRun) -> None:
    """The posts of the watch hear of it where CloudTrail is not heard."""
    if topic_in(run.budget):
        return  # of a topic the watch keeps its senders' verdicts
    what = Watch(run.account, run.budget, context.clock().isoformat())
    context.queue.send(Job(f"{run.id}.{run.version}.arrives", NOBODY, what))


def _advance(
    context: Context,
    run: PullRequestRun,
    event: PullRequestEvent,
    cause: str = "",
    **sets: Unpack[PullRequestSets],
) -> PullRequestRun | None:
    """What the event does, with its record and what is said of it; None where it has moved on."""
    made: list[Outgoing] = []

    def says(new: PullRequestRun) -> tuple[Outgoing, ...]:
        made.extend(messages_of(context, new, event, cause))
        return tuple(made)

    record = of_event(run, event, context.clock(), sets.get("who") or ITSELF, cause)
    new = context.store.pull_requests.advance(run, event, record, says, **sets)
    if new is not None:
        context.crash_hook(event)
        send(context, made)
    return new
