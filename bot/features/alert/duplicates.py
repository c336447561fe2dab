"""One alert can reach a channel twice: posted by us, and by another app that serves the topic too.

Nobody authenticates what another app posts. So it never keeps ours away, and nothing of ours is
ever deleted: ours is posted beside it, short and with a link. Only where ALERT_APPS names that app
is the alert told in the thread of its post, with its amounts, in place of a post of ours.

Two alerts of one budget can come in one moment as well, and the other app may serve the topic of
one of them alone. So one post of the other app stands for one alert of ours, and for none where
nothing tells for which: two posts are better than none.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta

from bot.core.alerts.message import Alert
from bot.core.alerts.same import same_alert
from bot.core.thread import Thread, ThreadOrigin
from bot.features.alert.lines import in_thread, step_and_say
from bot.jobs.context import Context
from bot.slack.reach import unless_refused
from bot.slack.render.alert import AlertView, told_under_post

TOGETHER = timedelta(minutes=10)
"""Two threads of one budget that begin within it can be about one alert."""
AT_ONCE = 120.0
"""Seconds between the two posts of one alert: SNS serves both apps in the same moment."""
OTHER_FIRST = 15
"""Seconds that our post waits for one of an app that ALERT_APPS names."""
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
        for one in _ours(known)
    )


def announced(known: Sequence[Thread], post: Thread) -> Thread | None:
    """The one of our alerts that came at once with the other app's `post` and is the one it tells.

    None where it is none of them, or cannot be told from another.
    """
    near = [one for one in _ours(known) if at_once(one, post) and _may_be(one, post)]
    told = [one for one in near if _same(one, post)]
    return told[0] if told else near[0] if len(near) == 1 else None


def posts_of(known: Sequence[Thread], ours: Thread) -> list[Thread]:
    """The other apps' posts that tell the alert of `ours`, the surest first.

    They came at once with it, tell no other alert, and stand for none.
    """
    others = [one for one in known if one.id != ours.id]
    free = [one for one in others if one.by_app and one.ts and not one.stands_for]
    mine = [one for one in others if one.stands_for == ours.id]
    found = [*mine, *(one for one in free if announced([ours, *others], one) is ours)]
    return sorted(found, key=lambda one: (one.stands_for != ours.id, _same(ours, one) is None))


def tell_under_post(
    context: Context, posts: Sequence[Thread], ours: Thread, alert: Alert, view: AlertView
) -> Thread | None:
    """Tell the alert under one of these posts, if an app that ALERT_APPS names has posted it.

    The thread that stands for `ours` from now on; None where there is none. Of two alerts at once
    one gets a post, for the step is conditional. Raises StoreError.
    """
    for post in posts:
        if post.app in context.settings.alert_apps:
            says = told_under_post(alert, ours, view, post.app)
            if (stands := _claimed(context, post, ours, says)).stands_for == ours.id:
                _log.info("Message %s is told under the post %s of %s", ours.id, post.ts, post.app)
                return stands
    return None


def _claimed(context: Context, post: Thread, ours: Thread, says: str) -> Thread:
    line = in_thread(context, post, f"{ours.id}.told", says)
    return step_and_say(
        context, post, lambda one: bool(one.stands_for), lambda _: (line,), stands_for=ours.id
    )


def beside(context: Context, posts: Sequence[Thread]) -> str:
    """The address of another app's post of the alert; "" without one, or where Slack tells none."""
    return next((link for one in posts if (link := _link(context, one))), "")


def _link(context: Context, post: Thread) -> str:
    doing = f"the address of another app's post {post.ts}"
    return unless_refused(doing, lambda: context.slack.link(post.channel, post.ts)) or ""


def _ours(known: Sequence[Thread]) -> list[Thread]:
    return [one for one in known if one.origin is ThreadOrigin.ALERT]


def _may_be(ours: Thread, post: Thread) -> bool:
    topics = {ours.topic, post.topic} - {""}
    return ours.channel == post.channel and len(topics) < 2 and _same(ours, post) is not False


def _same(ours: Thread, post: Thread) -> bool | None:
    return same_alert(ours.budget, ours.text, post.text)


def _moment(ours: Thread) -> float:
    return float(ours.ts) if ours.ts else ours.opened.timestamp()
