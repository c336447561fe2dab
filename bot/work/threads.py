"""Saying something in the threads about a budget's alerts, each thing once."""

from __future__ import annotations

import logging

from bot.core.thread import Thread
from bot.errors import SlackError
from bot.slack.calls import may_pass
from bot.slack.client import Slack
from bot.slack.render.message import Message
from bot.store.threads import Threads

_log = logging.getLogger(__name__)


def open_threads(threads: Threads, account: str, budget: str) -> tuple[Thread, ...]:
    """The threads of a budget in which an alert is still awaited, the newest first.

    Raises StoreError.
    """
    found = threads.of_budget(account, budget)
    return tuple(thread for thread in found if thread.is_open and thread.ts)


def say(slack: Slack, thread: Thread, said: Message, mark: str, *, unsure: bool) -> bool:
    """Post into the thread; False where Slack will never take it there (an archived channel, say).

    `mark` is what the post is found by. With `unsure` an earlier attempt may have posted it, so it
    is looked for first. Raises SlackError where the job has to be tried again.
    """
    try:
        if unsure and slack.find_post(thread.channel, mark, thread.ts):
            return True
        slack.post(thread.channel, said, mark, thread.ts)
    except SlackError as error:
        if may_pass(error):
            raise
        _log.warning(
            "Thread %s in %s: %s is not said there: %s", thread.ts, thread.channel, mark, error
        )
        return False
    return True
