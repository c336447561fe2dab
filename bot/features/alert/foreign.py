"""What came over a topic that nobody can vouch for: one notice for each topic and hour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.core.alerts.foreign import ForeignMessages
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.alert_threads import PostForeign
from bot.core.outgoing import Outgoing
from bot.core.thread import Thread
from bot.errors import LaterError
from bot.features.alert.view import title_of
from bot.jobs.context import Context
from bot.jobs.outbox import kept, send_soon
from bot.jobs.registry import handles
from bot.jobs.routes import rest_channel
from bot.jobs.threads import post_once
from bot.slack.reach import is_taken
from bot.slack.render.thread import foreign_message
from bot.store.foreign import hour_of

_ATTEMPTS = 4
_AGAIN = 5
_GATHERED = 2
"""Seconds within which several are one drawing."""
_Change = Callable[[ForeignMessages], ForeignMessages]


def tell_foreign(context: Context, new: Thread, line: str) -> None:
    """Add the message to the notice of its topic and hour; a copy changes nothing.

    Raises StoreError, and LaterError where others do so at once.
    """

    def with_it(found: ForeignMessages) -> ForeignMessages:
        known = new.id in found.messages
        return found if known else found.with_message(new.id, line, new.opened)

    def says(found: ForeignMessages) -> tuple[Outgoing, ...]:
        what = PostForeign(found.topic, found.since.isoformat())
        return (kept(context, found.id, Job(context.new_id(), NOBODY, what)),)

    found = _changed(context, new, with_it, says)
    send_soon(context, says(found), _GATHERED)


def is_first_of_hour(context: Context, new: Thread, line: str) -> bool:
    """Whether a message that is no alert is the first of its topic and hour, and has a post of its
    own: each later one is a line of the notice. Raises as `tell_foreign`.
    """

    def with_it(found: ForeignMessages) -> ForeignMessages:
        return replace(found, whole=found.whole or new.id)

    if _changed(context, new, with_it).whole == new.id:
        return True
    tell_foreign(context, new, line)
    return False


@handles(PostForeign)
def post_foreign(context: Context, what: PostForeign) -> None:
    """Post it, once, or draw it anew. Raises SlackError to be tried again, StoreError, LaterError.

    It may take the place of a drawing that somebody has begun, so the post is looked for always.
    """
    found = context.store.foreign_notices.get(what.topic, datetime.fromisoformat(what.at))
    if found is None:
        return
    drawn = foreign_message(context.job.id, found, title_of(context, found.account))
    if found.ts:
        doing = f"drawing the notice {found.id} anew"
        is_taken(doing, lambda: context.slack.update(found.channel, found.ts, drawn))
        return
    each = dict.fromkeys((found.channel, rest_channel(context)))
    for channel in filter(None, each):  # what the channel of a route does not take is told there
        ts = post_once(context.slack, channel, drawn, found.id, "", unsure=True)
        if ts:
            _posted(context, found, channel, ts)
            return


def _posted(context: Context, found: ForeignMessages, channel: str, ts: str) -> None:
    for _ in range(_ATTEMPTS):
        then = replace(found, channel=channel, ts=ts, version=found.version + 1)
        if context.store.foreign_notices.put(then):
            return
        found = context.store.foreign_notices.get(found.topic, found.since) or found
    raise LaterError(f"the notice {found.id}", _AGAIN)


def _changed(
    context: Context,
    new: Thread,
    change: _Change,
    says: Callable[[ForeignMessages], tuple[Outgoing, ...]] = lambda _: (),
) -> ForeignMessages:
    for _ in range(_ATTEMPTS):
        found = context.store.foreign_notices.get(new.topic, new.opened) or _begun(new)
        then = change(found)
        if then == found:
            return found
        then = replace(then, version=found.version + 1)
        if context.store.foreign_notices.put(then, says):
            return then
    raise LaterError(f"the notice about {new.topic}", _AGAIN)


def _begun(new: Thread) -> ForeignMessages:
    id = f"foreign:{new.topic}:{hour_of(new.opened)}"
    return ForeignMessages(id, new.account, new.topic, new.channel, new.opened, new.opened)
