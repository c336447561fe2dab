"""A pull request is opened: once for each mend, however many people press, and whatever crashes."""

from __future__ import annotations

import logging

from bot.core.jobs.pull_requests import OpenPullRequest
from bot.core.pull_requests.run import PullRequestEvent, PullRequestRun
from bot.core.texts import pull_request as words
from bot.errors import LaterError, StoreError
from bot.features.pull_request.log_entries import asked, not_opened, of_event
from bot.features.pull_request.prepare import Prepared, prepared
from bot.features.pull_request.preview import link_to_thread, show
from bot.features.pull_request.thread import begun, messages_of, news_of
from bot.jobs.context import Context
from bot.jobs.crash_points import CrashPoint
from bot.jobs.outbox import send
from bot.jobs.pressed import pressed
from bot.jobs.registry import handles
from bot.jobs.reply import alone, fill
from bot.pull_requests import PullRequest
from bot.slack.render import pull_request as render
from bot.slack.render.pull_request import CannotPropose
from bot.tickets import Trouble

LEASE = 120
"""Seconds: longer than a host takes. Two who both believe to have it find one branch."""
_AGAIN = 2
"""Seconds until who came second looks again."""
_log = logging.getLogger(__name__)


@handles(OpenPullRequest)
def open_pull_request(context: Context, what: OpenPullRequest) -> None:
    """Open what the person saw, write that down, and say so where the answer is.

    Where the change has become another one since, it is shown anew. Raises LaterError while another
    press of the same mend opens it, StoreError.
    """
    answer = pressed(context, what.answer, what.row)
    if answer is None:
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
    """Open what was worked out, under the lease of the mend. A worker that dies leaves it to run
    out. Raises LaterError where somebody else has it, StoreError.
    """
    name, leases = f"pull-request:{made.mend.id}", context.store.leases
    lease = leases.take([name], context.job.id, context.clock(), LEASE)
    if lease is None:
        raise LaterError(name, _AGAIN)
    try:
        context.crash_hook(CrashPoint.LEASED)
        _open(context, what, made)
    finally:
        leases.release(lease)


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
    show(context, what, CannotPropose(why.says, again=why.again), what.ts)
