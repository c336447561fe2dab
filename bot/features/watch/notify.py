"""Tell how a budget turned: in its own open threads; where it has none, with others of its
cause, which are gathered first and told by a job of its own.

What is posted once is found by its mark, so that a job that comes again does not repeat
it. Every budget that is gathered leaves a job, so none waits for another's. The member is
kept before its job is left, and the job is left before it counts as the latest: wherever
that breaks off, the attempt that comes again does it all once more, and another member's
job does not wait in vain.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from bot.core.findings import Report
from bot.core.jobs import Job
from bot.core.jobs.checks import Renew
from bot.core.thread import Thread
from bot.core.turn import Member, Turn, turn
from bot.core.wording import leading
from bot.features.alert.first_post import due as due_of
from bot.features.alert.first_post import redraw
from bot.features.alert.view import drawing
from bot.features.check.buttons import Spot, offer, posted
from bot.features.watch.jobs import NOBODY, group_job
from bot.jobs.context import Desk, Office
from bot.jobs.outbox import open_threads, post_once, say, set_back
from bot.slack.render.alert import Look
from bot.slack.render.answer import answer
from bot.slack.render.watch import LOST, News, drawn
from bot.store.groups import Group
from bot.store.verdicts import LastVerdict

BEFORE = timedelta(minutes=1)
"""A check begins to read a little before it is stamped with its time, and KMS obeys late."""
LOOK_BACK = timedelta(days=1)
"""For a budget that was never judged before."""
QUIET = 6
"""Seconds without another budget, and those that were gathered are told."""
_log = logging.getLogger(__name__)


def tell(desk: Desk, look: Look, kept: LastVerdict, cause: str, *, unsure: bool) -> None:
    """Tell it once, and have the answers that still carry buttons brought up to date.

    `cause` is what may have turned others too, "" where it is this budget's alone. `unsure` says
    that it may have been told, without hearing so. Raises StoreError, and SlackError where the job
    has to be tried again.
    """
    office, untold = desk.office, kept.untold
    if office is None or untold is None:
        return
    report, turned = look.report, turn(untold.before, kept.verdict)
    if turned:
        first = leading(report)
        member = Member(
            kept.account,
            kept.budget,
            turned,
            kept.verdict,
            first.says if first else "",
            untold.since,
            desk.job.id,
            kept.checked_at,
            kept.topics,
            kept.keys,
        )
        _log.info("Job %s: %r %s", desk.job.id, report.budget, turned.value)
        _say(desk, office, look, member, cause, unsure=unsure)
    office.verdicts.settled(kept)
    office.queue.send(Job(f"{desk.job.id}.renew", NOBODY, Renew(report.account, report.budget)))


def _say(  # noqa: PLR0913 (what, of whom, and whether it may be there)
    desk: Desk, office: Office, look: Look, member: Member, cause: str, *, unsure: bool
) -> None:
    """In the threads of its own at once; under posts about several budgets with those others."""
    mark = desk.job.id
    threads = _threads(desk, office, member)
    news, own = news_of(office, member), [t for t in threads if not t.group]
    said = [t for t in own if say(desk.slack, t, drawn(mark, news), mark, unsure=unsure)]
    if said and member.turned in LOST:
        answer_under(desk, look.report, mark, said[0].channel, said[0].ts, unsure=unsure)
    for thread in own:
        redraw(desk, thread, drawing(desk, look, f"{mark}.{desk.job.attempt}.{thread.id}"))
    shared = dict.fromkeys((t.channel, t.ts) for t in threads if t.group)
    places = tuple(shared) or (() if said else ((desk.settings.alerts_channel, ""),))
    for channel, ts in places:
        gather(desk, office, Spread(cause, channel, ts), member)


def _threads(desk: Desk, office: Office, member: Member) -> tuple[Thread, ...]:
    """The budget's open threads; one whose path broke stands where nothing is proved.

    What is lost is not said under the very post that says it: an attempt before may have begun it.
    """
    known = open_threads(office.threads, member.account, member.budget)
    own = begun_by(member) if member.turned in LOST else ""
    threads = tuple(one for one in known if one.id != own)
    if member.turned is not Turn.BROKE:
        return threads
    due = partial(due_of, desk.settings)
    back = (set_back(office.threads, one, member.at, due) for one in threads)
    return tuple(one for one in back if one.is_open)


def begun_by(member: Member) -> str:
    """The id of the thread that the post about it begins."""
    return f"watch:{member.teller}"


def news_of(office: Office, member: Member) -> News:
    """What is told of one budget alone. Raises StoreError."""
    since = member.since or member.at - LOOK_BACK
    return News(member, office.touches.of(member, since - BEFORE))


def answer_under(  # noqa: PLR0913 (what, where, and whether it may be there)
    desk: Desk, report: Report, mark: str, channel: str, ts: str, *, unsure: bool
) -> None:
    """The check's answer with its buttons, in the thread."""
    id = f"{mark}.answer"
    made = offer(desk, report, id, Spot(channel, ""))
    message = answer(report, id, "", mends=made.mends if made else None)
    found = post_once(desk.slack, channel, message, id, ts, unsure=unsure)
    if found:
        posted(desk, made, found)


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
