"""Lines in a thread about a budget's alerts, each posted once, and the steps that they tell."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Unpack

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.alert_threads import PostLine
from bot.core.model.path import Facts
from bot.core.outgoing import Outgoing, Says
from bot.core.thread import Thread
from bot.features.alert.first_post import due, first_message, is_drawn
from bot.jobs.context import Context
from bot.jobs.outbox import kept, send
from bot.jobs.registry import handles
from bot.jobs.threads import post_in_thread
from bot.slack.reach import unless_refused
from bot.slack.render.thread import LineAbout, line
from bot.store.threads import ThreadStep

_NO_STORY = ("", "")
_log = logging.getLogger(__name__)


def in_thread(  # noqa: PLR0913 (what, where, and who hears)
    context: Context,
    thread: Thread,
    mark: str,
    says: str,
    story: tuple[str, str] = _NO_STORY,
    *,
    hears: str = "",
    times: Sequence[datetime] = (),
) -> Outgoing:
    """What posts a line in the thread, with a link to the story: a channel and a message's ts.

    `hears` is a user whom it mentions; with `times` what it says is a template. What does not name
    the budget itself is told with its name first, for a lock screen shows nothing else of a thread.
    The job that puts it may come again: then the line is looked for by its `mark`.
    """
    again = context.job.unsure or context.job.attempt > 0
    about = "" if thread.budget in says else thread.budget
    when = ",".join(at.isoformat() for at in times)
    what = PostLine(thread.id, mark, says, *story, hears, when, about)
    return kept(context, f"{mark}@{thread.id}", Job(context.new_id(), NOBODY, what, unsure=again))


def told(
    context: Context, thread: Thread, mark: str, says: str, times: Sequence[datetime] = ()
) -> tuple[Outgoing, ...]:
    """The line, and the first message drawn anew. One that is not posted yet will show it all."""
    if not thread.ts:
        return ()
    drawing = (first_message(context, thread),) if is_drawn(thread) else ()
    return (in_thread(context, thread, mark, says, times=times), *drawing)


def step_and_say(
    context: Context,
    thread: Thread,
    done: Callable[[Thread], bool],
    says: Says[Thread],
    facts: Facts | None = None,
    **sets: Unpack[ThreadStep],
) -> Thread:
    """Step the thread until it is `done`, what `says` of it in the same write; say it at once.

    What is drawn is drawn by `facts`, read just now. The thread as it is then. Raises StoreError.
    """
    made: tuple[Outgoing, ...] = ()

    def kept_with(one: Thread) -> tuple[Outgoing, ...]:
        nonlocal made
        made = says(one)
        return made

    def due_at(one: Thread) -> datetime | None:
        return due(context.settings, replace(one, **sets))

    found = context.store.threads.insist(thread, done, due_at, kept_with, **sets)
    send(replace(context, seen=facts), made)
    return found


@handles(PostLine)
def post_line(context: Context, what: PostLine) -> None:
    """Post it, with a link to the whole story where there is one.

    Raises SlackError to be tried again, StoreError.
    """
    thread = context.store.threads.get(what.thread)
    if thread is None or not thread.ts:
        _log.warning("The thread %s is not there: nobody is told %r", what.thread, what.says)
        return
    times = [datetime.fromisoformat(one) for one in what.times.split(",") if one]
    budget = LineAbout(what.about, several=bool(thread.group))
    said = line(what.mark, what.says, _link(context, what), what.hears, times, budget)
    post_in_thread(context.slack, thread, said, what.mark, unsure=context.job.unsure)


def _link(context: Context, what: PostLine) -> str:
    """The story's address; the line can do without."""
    if not what.ts:
        return ""
    doing = f"the address of {what.ts} in {what.channel}"
    return unless_refused(doing, lambda: context.slack.link(what.channel, what.ts)) or ""
