"""A later event of a budget, said in each of its open threads; the first messages kept current."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from bot.core.alerts.lost import Applied
from bot.core.jobs.alerts import Follow
from bot.core.thread import Stage, Thread
from bot.errors import SlackError, StoreError
from bot.features.alert.first_post import due, redraw
from bot.features.alert.view import alert_view, renderer
from bot.features.check.last_verdict import keep_verdict
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.threads import open_threads, post_in_thread
from bot.slack.calls import is_final
from bot.slack.render.thread import line

_log = logging.getLogger(__name__)


@handles(Follow)
def follow(context: Context, what: Follow) -> None:
    """Say it in every open thread but the one that tells the whole story.

    Raises SlackError where the job has to be tried again, StoreError.
    """
    threads = open_threads(context.store.threads, what.account, what.budget)
    if not threads:
        return
    elsewhere = [one for one in threads if (one.channel, one.ts) != (what.channel, what.ts)]
    link = _link(context, what) if elsewhere and what.says else ""
    kept = [_moved(context, thread, what) for thread in threads]
    again = context.job.unsure or context.job.attempt > 0
    for thread in elsewhere if what.says else ():
        said = line(what.mark, thread.named(what.says), link)
        post_in_thread(context.slack, thread, said, what.mark, unsure=again)
    applied = Applied(datetime.fromisoformat(what.at), what.mended) if what.at else None
    view = alert_view(context, what.account, what.budget, applied)
    keep_verdict(context, view.report, applied)
    for thread in kept:
        id = f"{context.job.id}.{context.job.attempt}.{thread.id}"
        redraw(context, thread, renderer(context, view, id))


def _moved(context: Context, thread: Thread, what: Follow) -> Thread:
    """The thread at its new stage: a change sets back what was proved of the path before it."""
    at = datetime.fromisoformat(what.at) if what.at else None
    if at is None or not what.stage or any(one >= at for one in _known(thread)):
        return thread

    def stands(one: Thread) -> bool:
        return any(known >= at for known in _known(one))

    steps = context.store.threads
    kept = steps.insist(
        thread, stands, partial(due, context.settings), stage=Stage(what.stage), changed_at=at
    )
    if not stands(kept):
        raise StoreError("threads", f"is busy with {kept.id}: it is told later.")
    return kept


def _known(thread: Thread) -> Iterator[datetime]:
    """What is known of the path already: news come out of order."""
    return (one for one in (thread.changed_at, thread.broke_at) if one)


def _link(context: Context, what: Follow) -> str:
    """The story's address; the line can do without."""
    try:
        return context.slack.link(what.channel, what.ts) if what.ts else ""
    except SlackError as error:
        if not is_final(error):
            raise
        _log.warning("Job %s: no link to the story: %s", context.job.id, error)
        return ""
