"""The preview of a pull request: which file of which repository, and what changes there."""

from __future__ import annotations

import json
from functools import partial

from bot.core.jobs.pull_requests import OpenPullRequest, PreviewPullRequest
from bot.core.pull_requests.proposal import title_of
from bot.core.pull_requests.run import PullRequestRun
from bot.core.pull_requests.statements import branch_of
from bot.core.texts import pull_request as words
from bot.features.pull_request.prepare import Prepared, prepared
from bot.features.pull_request.thread import news_of
from bot.jobs.context import Context
from bot.jobs.pressed import pressed
from bot.jobs.registry import handles
from bot.jobs.reply import fill, reply_text
from bot.slack.reach import can_do_without
from bot.slack.render import pull_request as render
from bot.slack.render.parts import Json
from bot.slack.render.pull_request import CannotPropose, Proposed


@handles(PreviewPullRequest)
def preview_pull_request(context: Context, what: PreviewPullRequest) -> None:
    """Show it in the view that waits, the one that is there already, or why there is none."""
    answer = pressed(context, what.answer, what.row)
    if answer is None:
        return
    ts = context.job.place.thread or what.ts or answer.ts
    made = prepared(context, answer, what.row)
    show(context, what, made, ts)


def show(
    context: Context,
    what: PreviewPullRequest | OpenPullRequest,
    made: Prepared | PullRequestRun | CannotPropose,
    ts: str,
    note: str = "",
) -> None:
    """What came of working it out; `ts` is the message in whose thread it is told."""
    if not fill(context, _view(context, what, made, ts, note)):
        reply_text(context, words.GONE)


def link_to_thread(context: Context, ts: str) -> str:
    """The thread's address; a pull request can do without."""
    if not ts:
        return ""
    link = partial(context.slack.link, context.job.place.channel, ts)
    return can_do_without("a link to the thread", link, "")


def _view(
    context: Context,
    what: PreviewPullRequest | OpenPullRequest,
    made: Prepared | PullRequestRun | CannotPropose,
    ts: str,
    note: str,
) -> Json:
    id, metadata = context.job.id, _metadata(context, what, ts, made)
    if isinstance(made, Prepared):
        return render.preview_view(_proposed(made), id, metadata, note)
    if isinstance(made, CannotPropose):
        ticket = f"{what.answer}.{what.row}" if context.ticket_systems else ""
        return render.cannot_view(made, id, metadata, ticket)
    news, repository = news_of(made), made.repository
    stage, at = made.stage, made.opened
    return render.already_view(news, id, repository, stage=stage, who=made.opener, at=at)


def _seen(
    what: PreviewPullRequest | OpenPullRequest, made: Prepared | PullRequestRun | CannotPropose
) -> tuple[str, str]:
    """The fingerprint of what the person has seen once this is shown, and what it mends."""
    if isinstance(made, Prepared):
        return made.fingerprint, made.mend.id
    return (what.fingerprint, what.mend) if isinstance(what, OpenPullRequest) else ("", "")


def _proposed(made: Prepared) -> Proposed:
    plan, place = made.mend.plan, made.mend.place
    return Proposed(
        title_of(plan),
        place.repository,
        place.base,
        branch_of(made.mend.id),
        made.edit.path,
        made.difference,
        made.mend.tool,
        plan.impact[0] if plan.impact else "",
    )


def _metadata(
    context: Context,
    what: PreviewPullRequest | OpenPullRequest,
    ts: str,
    made: Prepared | PullRequestRun | CannotPropose,
) -> str:
    seen, mend = _seen(what, made)
    ids = {"answer": what.answer, "row": what.row, "fingerprint": seen, "mend": mend}
    return json.dumps({**ids, "channel": context.job.place.channel, "ts": ts})
