"""Our post of an alert gives way to another app's post of the same one, and is deleted.

SNS serves the other app and us at once, so either post can be the first, and both can be made
before either side sees the other's. Whoever sees both decides: our post goes where nobody has done
anything with it yet, and the alert is followed up under the other one; else both stay, and ours is
followed up. A second look comes some seconds after each post of ours, for what neither saw.
"""

from __future__ import annotations

import logging

from bot.core.jobs.alerts import SecondLook
from bot.core.thread import Thread
from bot.errors import LaterError, SlackError, StoreError
from bot.slack.calls import may_pass
from bot.work.desk import Desk
from bot.work.office import Office
from bot.work.twins import claim, posts_of

SECOND_LOOK = 15
"""Seconds after our post."""
_GONE = {"message_not_found", "thread_not_found"}
_AGAIN = 5
_log = logging.getLogger(__name__)


def second_look(desk: Desk, what: SecondLook) -> None:
    """Give way to a post that came in the same moment.

    Raises StoreError, SlackError and LaterError where the job has to be tried again.
    """
    office = desk.office
    ours = office.threads.get(what.thread) if office else None
    if office is None or ours is None or not ours.is_open:
        return
    known = office.threads.of_budget(ours.account, ours.budget)
    for other in posts_of(known, ours):
        if claim(office.threads, other, ours.id):
            give_way(desk, office, ours, other.ts)
            return


def give_way(desk: Desk, office: Office, ours: Thread, ts: str) -> bool:
    """Delete our post, in favour of the message `ts` of its channel; False where it has to stay.

    An attempt that broke off after it deleted finds it gone and goes on. Raises StoreError before
    anything is deleted, LaterError where the table fails afterwards, and SlackError.
    """
    if ours.acknowledged_by or not ours.is_open or _is_used(office, ours):
        return False
    try:
        if desk.slack.is_answered(ours.channel, ours.ts):
            return False
        desk.slack.delete(ours.channel, ours.ts)
    except SlackError as error:
        if error.code not in _GONE:
            if may_pass(error):
                raise
            _log.warning("Thread %s stays beside the post %s: %s", ours.id, ts, error)
            return False
    try:
        _moved(office, ours, ts)
    except StoreError as error:
        # Ours is gone: nobody may take it for one that stays.
        _log.error("Thread %s: its post is deleted, and that is not kept: %s", ours.id, error)
        raise LaterError(f"the thread {ours.id}", _AGAIN) from error
    _log.info("Thread %s moved to another app's post %s", ours.id, ts)
    return True


def _is_used(office: Office, ours: Thread) -> bool:
    """Whether a change was asked for under it: its story stands there."""
    places = [one.place for one in office.changes.open_changes()]
    under = {ts for place in places for ts in (place.message, place.thread)}
    return ours.ts in under


def _moved(office: Office, ours: Thread, ts: str) -> None:
    """To this post, unless it went to another one in the same moment."""
    if not office.threads.insist(ours, lambda one: bool(one.moved_to), moved_to=ts).moved_to:
        raise LaterError(f"the thread {ours.id}", _AGAIN)
