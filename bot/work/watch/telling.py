"""Tell how a budget turned: in its own open threads; where it has none, with others of its cause.

What is posted once is found by its mark, so that a job that comes again does not repeat it.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial

from bot.core.findings import Report
from bot.core.jobs import Job
from bot.core.jobs.checks import Renew
from bot.core.thread import Thread
from bot.core.turn import Member, Turn, turn
from bot.core.wording import leading
from bot.slack.render.alert import Look
from bot.slack.render.answer import answer
from bot.slack.render.watch import LOST, News, drawn
from bot.store.verdicts import LastVerdict
from bot.work.alerts.first import due as due_of
from bot.work.alerts.first import redraw
from bot.work.alerts.looking import drawing
from bot.work.desk import Desk
from bot.work.offers import Spot, offer, posted
from bot.work.office import Office
from bot.work.threads import open_threads, post_once, say, set_back
from bot.work.watch.gathering import Spread, gather
from bot.work.watch.jobs import NOBODY

BEFORE = timedelta(minutes=1)
"""A check begins to read a little before it is stamped with its time, and KMS obeys late."""
LOOK_BACK = timedelta(days=1)
"""For a budget that was never judged before."""
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
