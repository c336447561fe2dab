"""A later event of a budget, said in each of its open threads; the first messages kept current."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.alerts.lost import Applied
from bot.core.jobs.alert_threads import Follow
from bot.core.outgoing import Outgoing
from bot.core.thread import Stage, Thread
from bot.errors import StoreError
from bot.features.alert.first_post import due, first_message, is_drawn
from bot.features.alert.lines import in_thread
from bot.features.alert.view import alert_view
from bot.features.check.last_verdict import keep_verdict
from bot.jobs.context import Context
from bot.jobs.outbox import send, written
from bot.jobs.registry import handles
from bot.jobs.threads import open_threads
from bot.store.threads import ThreadStep

_ATTEMPTS = 4


@handles(Follow)
def follow(context: Context, what: Follow) -> None:
    """Say it in every open thread but the one that tells the whole story, and draw them all anew.

    All of it is kept before the first word is said. Raises StoreError.
    """
    threads = open_threads(context.store.threads, what.account, what.budget)
    if not threads:
        return
    lines, drawings = _lines(context, threads, what), _drawings(context, threads)
    for thread in threads:
        _keep(context, thread, what, [*lines.get(thread.id, ()), *drawings.get(thread.id, ())])
    send(context, [one for some in lines.values() for one in some])
    applied = Applied(datetime.fromisoformat(what.at), what.mended) if what.at else None
    view = alert_view(context, what.account, what.budget, applied)
    keep_verdict(context, view.report, applied)
    seen = replace(context, seen=view.facts)
    send(seen, [one for some in drawings.values() for one in some])


def _lines(
    context: Context, threads: tuple[Thread, ...], what: Follow
) -> dict[str, tuple[Outgoing, ...]]:
    """By the threads' ids; none in the one under which the whole story stands."""
    return {
        one.id: (in_thread(context, one, what.mark, what.says, (what.channel, what.ts)),)
        for one in threads
        if what.says and (one.channel, one.ts) != (what.channel, what.ts)
    }


def _drawings(context: Context, threads: tuple[Thread, ...]) -> dict[str, tuple[Outgoing, ...]]:
    return {one.id: (first_message(context, one),) for one in threads if is_drawn(one)}


def _keep(context: Context, thread: Thread, what: Follow, messages: list[Outgoing]) -> None:
    """The thread at its new stage, and its messages: a change sets back what was proved before."""
    for _ in range(_ATTEMPTS):
        step = _step_of(what, thread)
        if not step:
            written(context, messages)
            return
        due_at = due(context.settings, replace(thread, **step))
        if context.store.threads.step(thread, due_at, lambda _: tuple(messages), **step):
            return
        thread = context.store.threads.get(thread.id) or thread
    raise StoreError("threads", f"is busy with {thread.id}: it is told later.")


def _step_of(what: Follow, thread: Thread) -> ThreadStep:
    """Nothing where it does not change, or something newer is known: news come out of order."""
    at = datetime.fromisoformat(what.at) if what.at else None
    known = (one for one in (thread.changed_at, thread.broke_at) if one)
    if at is None or not what.stage or any(one >= at for one in known):
        return {}
    return {"stage": Stage(what.stage), "changed_at": at}
