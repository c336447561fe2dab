"""Posts stay true: whatever turns a budget's verdict draws those about it anew."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.jobs.watch import UpdatePosts
from bot.core.reference import reference_of
from bot.core.thread import Thread
from bot.features.alert.first_post import redraw
from bot.features.watch.batch import redraw_notices
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.threads import open_threads


@handles(UpdatePosts)
def update_posts(context: Context, what: UpdatePosts) -> None:
    """Draw them and the alerts of the budget's open threads anew. Raises StoreError."""
    if reference_of(what.budget):
        redraw_notices(context, posts_of(context, what.account, what.budget))
        return
    threads = open_threads(context.store.threads, what.account, what.budget)
    redraw_posts(context, threads)
    redraw(context, threads)


def posts_of(context: Context, account: str, reference: str) -> tuple[str, ...]:
    """The ids of the posts that tell of what another sender has."""
    return context.store.batched_notices.of_subject(account, reference)


def redraw_posts(context: Context, threads: Iterable[Thread]) -> None:
    """The same for these threads."""
    redraw_notices(context, [id for one in threads for id in one.notices])
