"""A pull request is opened: once for each mend, however many people press, and whatever crashes."""

from __future__ import annotations

import logging
from dataclasses import replace

from bot.core.jobs.pull_requests import OpenPullRequest
from bot.core.pull_requests.run import PullRequestEvent, PullRequestRun
from bot.core.texts import pull_request as words
from bot.errors import StoreError
from bot.features.pull_request.log_entries import asked, not_opened, of_event
from bot.features.pull_request.prepare import Prepared, prepared, snippet_of
from bot.features.pull_request.preview import link_to_thread, show
from bot.features.pull_request.thread import begun, messages_of, news_of
from bot.jobs.context import Context
from bot.jobs.crash_points import CrashPoint
from bot.jobs.outbox import send
from bot.jobs.pressed import pressed
from bot.jobs.registry import handles
from bot.jobs.reply import alone, fill, reply_text
from bot.pull_requests import PullRequest
from bot.slack.render import pull_request as render
from bot.slack.render.pull_request import CannotPropose
from bot.store.leases import Lease
from bot.tickets import Trouble

LEASE = 180
"""Seconds: longer than a worker may take (serverless.yml)."""
LONGEST_WAIT = 10
MOST_WAITS = 22
"""Seconds, and looks, of who came second: together longer than a lease."""
_log = logging.getLogger(__name__)


@handles(OpenPullRequest)
def open_pull_request(context: Context, what: OpenPullRequest) -> None:
    """Open what the person saw, write that down, and say so where the answer is.

    Where the change has become another one since, it is shown anew. A job that finds another one at
    the same mend comes again, and is answered with what that one opened. Raises StoreError.
    """
    answer = pressed(context, what.answer, what.row)
    if answer is None or _is_over(context, what):
        return
    made = prepared(context, answer, what.row, link_to_thread(context, what.ts))
    if not isinstance(made, Prepared):
        show(context, what, made, what.ts)
        return
    if made.fingerprint != what.fingerprint:
        show(context, what, made, what.ts, words.CHANGED_SINCE if what.fingerprint else "")
        return
    open_alone(context, what, made)


def open_alone(context: Context, what: OpenPullRequest, made: Prepared) -> None:
    """Open what was worked out, under the lease of the mend; who finds it held comes again.

    A worker that dies leaves the lease to run out. Raises StoreError.
    """
    leases = context.store.leases
    lease = leases.take([_leased(made.mend.id)], context.job.id, context.clock(), LEASE)
    if lease is None:
        _wait(context, what._replace(mend=made.mend.id))
        return
    try:
        context.crash_hook(CrashPoint.LEASED)
        _open(context, what, made)
    finally:
        _release(context, lease)


def _is_over(context: Context, what: OpenPullRequest) -> bool:
    """Whether it is answered, or waits for somebody else: told without reading path or files."""
    known = context.store.pull_requests.get(what.mend) if what.mend else None
    if known and not known.stage.is_over:
        show(context, what, known, what.ts)
        return True
    leased = _leased(what.mend)
    if what.mend and context.store.leases.holders([leased], context.clock()):
        _wait(context, what)
        return True
    return False


def _wait(context: Context, what: OpenPullRequest) -> None:
    if what.waited >= MOST_WAITS:
        reply_text(context, words.STILL_WAITS)
        return
    again = replace(context.job, what=what._replace(waited=what.waited + 1))
    context.queue.send(again, min(2**what.waited, LONGEST_WAIT))


def _release(context: Context, lease: Lease) -> None:
    try:
        context.store.leases.release(lease)
    except StoreError as error:
        _log.error("The lease of %s runs out by itself: %s", lease.resources, error)


def _leased(mend: str) -> str:
    return f"pull-request:{mend}"


def _open(context: Context, what: OpenPullRequest, made: Prepared) -> None:
    known = context.store.pull_requests.get(made.mend.id)
    if known and not known.stage.is_over:
        show(context, what, known, what.ts)
        return
    context.store.log.put(asked(context, made, what.ts))  # or nothing is opened
    result = made.host.propose(made.proposal)
    context.crash_hook(CrashPoint.WRITTEN)
    if isinstance(result, Trouble):
        _not_opened(context, what, made, result)
        return
    run = begun(context, made, result, what.ts)
    _keep(context, run)
    _show(context, made, run, result)


def _keep(context: Context, run: PullRequestRun) -> None:
    event = PullRequestEvent.OPENED
    messages = messages_of(context, run, event)
    record = of_event(run, event, context.clock(), run.requester)
    if context.store.pull_requests.begin(run, record, messages):
        context.crash_hook(event)
        send(context, messages)


def _show(context: Context, made: Prepared, run: PullRequestRun, opened: PullRequest) -> None:
    """To the person, in the view or alone."""
    news, id, repository = news_of(run), context.job.id, made.mend.place.repository
    _log.info("Job %s: %s (found open: %s)", id, opened.id, opened.already_open)
    if not fill(context, render.opened_view(news, id, repository)):
        alone(context, render.opened_message(news, id, repository))


def _not_opened(context: Context, what: OpenPullRequest, made: Prepared, why: Trouble) -> None:
    record = not_opened(context, made, what.ts, why.says)
    try:
        context.store.log.put(record)
    except StoreError as error:
        _log.error("%s (%s) is not in the log: %s", record.id, record.what, error)
    cannot = CannotPropose(why.says, snippet=snippet_of(made.mend.plan), again=why.again)
    show(context, what, cannot, what.ts)
