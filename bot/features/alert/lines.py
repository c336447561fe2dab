"""Lines in a thread about a budget's alerts, each posted once."""

from __future__ import annotations

import logging

from bot.core.jobs.alerts import PostLine
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.threads import post_in_thread
from bot.slack.reach import unless_refused
from bot.slack.render.thread import line

_log = logging.getLogger(__name__)


@handles(PostLine)
def post_line(context: Context, what: PostLine) -> None:
    """Post it, with a link to the whole story where there is one.

    Raises SlackError to be tried again, StoreError.
    """
    thread = context.store.threads.get(what.thread)
    if thread is None or not thread.ts:
        _log.warning("The thread %s is not there: nobody is told %r", what.thread, what.says)
        return
    said = line(what.mark, what.says, _link(context, what))
    again = context.job.unsure or context.job.attempt > 0
    post_in_thread(context.slack, thread, said, what.mark, unsure=again)


def _link(context: Context, what: PostLine) -> str:
    """The story's address; the line can do without."""
    if not what.ts:
        return ""
    doing = f"the address of {what.ts} in {what.channel}"
    return unless_refused(doing, lambda: context.slack.link(what.channel, what.ts)) or ""
