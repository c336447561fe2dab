"""Saying something in the threads about a budget's alerts, each thing once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from bot.core.thread import Stage, Thread
from bot.errors import StoreError
from bot.slack.client import Slack
from bot.slack.reach import is_taken, unless_refused
from bot.slack.render.change_thread import decided
from bot.slack.render.message import Message
from bot.store.threads import Threads

Due = Callable[[Thread], datetime | None]


def open_threads(threads: Threads, account: str, budget: str) -> tuple[Thread, ...]:
    """The threads of a budget in which an alert is still awaited, the newest first.

    Raises StoreError.
    """
    found = threads.of_budget(account, budget)
    return tuple(thread for thread in found if thread.is_open and thread.ts)


def set_back(threads: Threads, thread: Thread, at: datetime, due: Due) -> Thread:
    """The path was found broken `at`: what was proved of it before holds no more.

    A thread that an alert has closed meanwhile stays closed. Raises StoreError.
    """

    def stands(one: Thread) -> bool:
        return not one.is_open or (one.broke_at is not None and one.broke_at >= at)

    kept = threads.insist(thread, stands, due, stage=Stage.OPEN, broke_at=at)
    if not stands(kept):
        raise StoreError("threads", f"is busy with {kept.id}: it is told later.")
    return kept


def post_in_thread(slack: Slack, thread: Thread, said: Message, mark: str, *, unsure: bool) -> bool:
    """Post into the thread; False where Slack will never take it there (an archived channel, say).

    `mark` is what the post is found by. With `unsure` an earlier attempt may have posted it, so it
    is looked for first. Raises SlackError where the job has to be tried again.
    """
    return bool(post_once(slack, thread.channel, said, mark, thread.ts, unsure=unsure))


def post_once(  # noqa: PLR0913 (what, where, and whether it may be there)
    slack: Slack,
    channel: str,
    said: Message,
    mark: str,
    thread: str,
    *,
    unsure: bool,
    broadcast: bool = False,
) -> str:
    """The ts of the post; "" where Slack will never take it. Otherwise as `post_in_thread`.

    With `broadcast` the channel shows it as well.
    """

    def post() -> str:
        found = slack.find_post(channel, mark, thread) if unsure else None
        return found or slack.post(channel, said, mark, thread, broadcast=broadcast)

    return unless_refused(f"{mark} in the thread {thread} of {channel}", post) or ""


def take_buttons(
    slack: Slack, channel: str, thread: str, marks: Collection[str], version: int
) -> None:
    """Take the buttons away from our posts in the thread that have these marks: what they decided
    is over. `version` tells this drawing from the one before.

    Where Slack will never take it, they stay and do nothing. Raises as `post_in_thread`.
    """
    if not marks:
        return

    def draw_bare() -> None:
        for mark, posted in slack.find_posts(channel, marks, thread).items():
            bare = decided(f"{mark}.{version}", posted.text, posted.blocks)
            slack.update(channel, posted.ts, bare)

    is_taken(f"taking the buttons of the thread {thread} of {channel}", draw_bare)
