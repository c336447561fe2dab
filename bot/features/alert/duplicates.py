"""One alert can reach a channel twice: posted by us, and by another app that serves the
topic too.

Two alerts of one budget can come in one moment as well, and the other app may serve the
topic of one of them alone. So one post of the other app stands for one alert of ours, and
for none where nothing tells for which: two posts are better than none.

A post of another app looks for our own post of that alert, which gives way where the two
came at once, and is deleted; before we post one ourselves, we look for the thread under
the other app's post and follow up there. SNS serves the other app and us at once, so
either post can be the first, and both can be made before either side sees the other's.
Whoever sees both decides: our post goes where nobody has done anything with it yet, and
the alert is followed up under the other one; else both stay, and ours is followed up. A
second look comes some seconds after each post of ours, for what neither saw.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta

from bot.core.alerts.same import same_alert
from bot.core.jobs.alerts import SecondLook
from bot.core.thread import Thread, ThreadOrigin
from bot.errors import LaterError, SlackError, StoreError
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.slack.calls import may_pass
from bot.store.threads import Threads

TOGETHER = timedelta(minutes=10)
"""Two threads of one budget that begin within it can be about one alert."""
AT_ONCE = 120.0
"""Seconds between the two posts of one alert: SNS serves both apps in the same moment."""
SECOND_LOOK = 15
"""Seconds after our post."""
_GONE = {"message_not_found", "thread_not_found"}
_AGAIN = 5
_log = logging.getLogger(__name__)


def at_once(ours: Thread, post: Thread) -> bool:
    """Whether the two first messages came to the same channel at once.

    For one of ours that is not posted yet SNS's own time counts.
    """
    try:
        apart = abs(_moment(ours) - float(post.ts))
    except ValueError:
        return False
    return ours.channel == post.channel and apart <= AT_ONCE


def may_be_posted(known: Sequence[Thread], post: Thread) -> bool:
    """Whether an alert that stands posted by us may be the one of the other app's `post`."""
    return any(
        one.ts and abs(post.opened - one.opened) <= TOGETHER and _may_be(one, post)
        for one in _standing(known)
    )


def announced(known: Sequence[Thread], post: Thread) -> Thread | None:
    """The one of our alerts that came at once with the other app's `post` and is the one it tells.

    None where it is none of them, or cannot be told from another.
    """
    near = [one for one in _standing(known) if at_once(one, post) and _may_be(one, post)]
    told = [one for one in near if _same(one, post)]
    return told[0] if told else near[0] if len(near) == 1 else None


def posts_of(known: Sequence[Thread], ours: Thread) -> list[Thread]:
    """The other app's posts that `ours` may give way to, the surest first.

    They came at once with it, tell no other alert, and stand for none.
    """
    others = [one for one in known if one.id != ours.id]
    taken = {one.moved_to for one in others if one.moved_to}
    found = [
        one
        for one in others
        if one.by_app
        and one.ts not in {"", *taken}
        and one.stands_for in {"", ours.id}
        and announced([ours, *others], one) is ours
    ]
    return sorted(found, key=lambda one: _same(ours, one) is None)


def claim_post(threads: Threads, post: Thread, ours: str) -> bool:
    """Let the other app's post stand for that alert of ours; False where it has another.

    Of two alerts at once one gets it, for the step is conditional. Raises StoreError.
    """
    return (
        threads.insist(post, lambda one: bool(one.stands_for), stands_for=ours).stands_for == ours
    )


def _standing(known: Sequence[Thread]) -> list[Thread]:
    return [one for one in known if one.origin is ThreadOrigin.ALERT and not one.moved_to]


def _may_be(ours: Thread, post: Thread) -> bool:
    topics = {ours.topic, post.topic} - {""}
    return ours.channel == post.channel and len(topics) < 2 and _same(ours, post) is not False


def _same(ours: Thread, post: Thread) -> bool | None:
    return same_alert(ours.budget, ours.text, post.text)


def _moment(ours: Thread) -> float:
    return float(ours.ts) if ours.ts else ours.opened.timestamp()


@handles(SecondLook)
def second_look(context: Context, what: SecondLook) -> None:
    """Give way to a post that came in the same moment.

    Raises StoreError, SlackError and LaterError where the job has to be tried again.
    """
    ours = context.store.threads.get(what.thread)
    if ours is None or not ours.is_open:
        return
    known = context.store.threads.of_budget(ours.account, ours.budget)
    for other in posts_of(known, ours):
        if claim_post(context.store.threads, other, ours.id):
            supersede(context, ours, other.ts)
            return


def supersede(context: Context, ours: Thread, ts: str) -> bool:
    """Delete our post, in favour of the message `ts` of its channel; False where it has to stay.

    An attempt that broke off after it deleted finds it gone and goes on. Raises StoreError before
    anything is deleted, LaterError where the table fails afterwards, and SlackError.
    """
    if ours.acknowledged_by or not ours.is_open or _is_used(context, ours):
        return False
    try:
        if context.slack.is_answered(ours.channel, ours.ts):
            return False
        context.slack.delete(ours.channel, ours.ts)
    except SlackError as error:
        if error.code not in _GONE:
            if may_pass(error):
                raise
            _log.warning("Thread %s stays beside the post %s: %s", ours.id, ts, error)
            return False
    try:
        _moved(context, ours, ts)
    except StoreError as error:
        # Ours is gone: nobody may take it for one that stays.
        _log.error("Thread %s: its post is deleted, and that is not kept: %s", ours.id, error)
        raise LaterError(f"the thread {ours.id}", _AGAIN) from error
    _log.info("Thread %s moved to another app's post %s", ours.id, ts)
    return True


def _is_used(context: Context, ours: Thread) -> bool:
    """Whether a change was asked for under it: its thread is there."""
    places = [one.place for one in context.store.changes.open_changes()]
    under = {ts for place in places for ts in (place.message, place.thread)}
    return ours.ts in under


def _moved(context: Context, ours: Thread, ts: str) -> None:
    """To this post, unless it went to another one in the same moment."""
    if not context.store.threads.insist(ours, lambda one: bool(one.moved_to), moved_to=ts).moved_to:
        raise LaterError(f"the thread {ours.id}", _AGAIN)
