"""What is said of a pull request: a line in the thread where it was asked for and in those of the
budget's alerts, and everything drawn anew that shows where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.change.change import ChangePlace
from bot.core.jobs import NOBODY, Job, Place
from bot.core.jobs.alert_threads import Follow
from bot.core.jobs.answers import UpdateAnswers
from bot.core.outgoing import Outgoing
from bot.core.pull_requests.run import PullRequestEvent, PullRequestRun
from bot.core.texts import pull_request as words
from bot.features.change.post import name_of
from bot.features.pull_request.prepare import Prepared
from bot.jobs.context import Context
from bot.jobs.outbox import kept
from bot.jobs.renewal import posts_renewal, renewal
from bot.jobs.thread_post import thread_post
from bot.pull_requests import PullRequest
from bot.slack.render.phrase import spoken
from bot.slack.render.pull_request import PullRequestNews, line_message, news_line

_LINES: Mapping[PullRequestEvent, str] = {
    PullRequestEvent.OPENED: words.OPENED,
    PullRequestEvent.MERGED: words.MERGED,
    PullRequestEvent.CLOSED: words.CLOSED,
    PullRequestEvent.LATE: words.LATE,
    PullRequestEvent.NOT_ENOUGH: words.NOT_ENOUGH,
    PullRequestEvent.ARRIVES: words.ARRIVES,
    PullRequestEvent.ALREADY: words.ALREADY,
    PullRequestEvent.MENDED: words.MENDED,
    PullRequestEvent.FORGOTTEN: words.FORGOTTEN,
    PullRequestEvent.ABANDONED: words.ABANDONED,
}
_SAYS_WHY = frozenset({PullRequestEvent.OPENED, PullRequestEvent.NOT_ENOUGH})


def begun(context: Context, made: Prepared, opened: PullRequest, ts: str) -> PullRequestRun:
    """A new one, asked for by the person of the job, told under the message at `ts`."""
    plan, draft, place = made.mend.plan, made.mend.draft, context.job.place
    return PullRequestRun(
        id=made.mend.id,
        host=made.mend.place.host,
        pull_request=opened.id,
        url=opened.url,
        repository=made.mend.place.repository,
        path=made.edit.path,
        account=plan.account,
        budget=draft.budget,
        topic=plan.topic,
        statements=made.mend.statements,
        clears=plan.clears,
        requester=place.user,
        opener=place.name or name_of(context, place.user),
        place=ChangePlace(place.channel, ts),
        opened=context.clock(),
        cause=draft.cause,
        fault=draft.dedup,
        cause_id=draft.cause_id,
    )


def news_of(run: PullRequestRun, cause: str = "") -> PullRequestNews:
    """What is said of it."""
    return PullRequestNews(run.pull_request, run.url, run.budget, cause)


def messages_of(
    context: Context, run: PullRequestRun, event: PullRequestEvent, cause: str = ""
) -> tuple[Outgoing, ...]:
    """To be written with the state that the event leads to; `cause` is what is wrong then."""
    why = (cause or run.cause) if event in _SAYS_WHY else ""
    who = run.opener if event is PullRequestEvent.OPENED else run.who
    line = news_line(_LINES[event], news_of(run, why), who)
    mark = f"{run.pull_request}.{run.opened:%Y%m%d%H%M%S}.{event}"
    place = Place("", "", run.place.channel, thread=run.place.message)
    where = (run.place.channel, run.place.message)
    follow = Follow(run.account, run.budget, mark, spoken(line), *where, "", "")
    return (
        thread_post(context, place, line_message(mark, line), mark),
        kept(context, f"{mark}.threads", Job(context.new_id(), NOBODY, follow)),
        renewal(context, UpdateAnswers(run.account, run.budget), NOBODY),
        posts_renewal(context, run.account, run.budget),
    )
