"""The budgets that one cause turned are gathered first, and told by a job of its own.

Every budget that is added leaves such a job, so none waits for another's. The member is kept before
its job is left, and the job is left before it counts as the latest: wherever that breaks off, the
attempt that comes again does it all once more, and another member's job does not wait in vain.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.core.turn import Member
from bot.store.groups import Group
from bot.work.desk import Desk
from bot.work.office import Office
from bot.work.watch.jobs import group_job

QUIET = 6
"""Seconds without another budget, and those that were gathered are told."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Spread:
    """A cause and where it is told: in a channel, or in the thread under `thread`.

    `cause` is "" where no other budget can have it.
    """

    cause: str
    channel: str
    thread: str


def gather(desk: Desk, office: Office, where: Spread, member: Member) -> None:
    """Have it told there with the others. Raises StoreError.

    Once more for the same member is told once all the same.
    """
    if not where.channel:
        _log.warning("Job %s: nobody is told, for ALERTS_CHANNEL is not set", desk.job.id)
        return
    now, id = office.clock(), _id(where.cause or member.teller, where)
    group = Group(id, where.channel, where.thread, now)
    office.groups.add(group, member)
    delay = QUIET if where.cause else 0
    office.queue.send(group_job(desk.job.id, id, now), delay)
    office.groups.called(group, now)


def announce(desk: Desk, office: Office, id: str, says: str) -> None:
    """Have a sentence told in the channel for alerts, once for each `id`. Raises StoreError."""
    channel, now = desk.settings.alerts_channel, office.clock()
    if not channel:
        _log.warning("Job %s: nobody is told, for ALERTS_CHANNEL is not set", desk.job.id)
        return
    office.groups.note(Group(id, channel, "", now), says)
    office.queue.send(group_job(desk.job.id, id, now))


def _id(cause: str, where: Spread) -> str:
    return f"{cause}.{where.channel}.{where.thread}" if where.thread else f"{cause}.told"
