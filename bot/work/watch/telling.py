"""Tell how a budget turned: in its open threads, else in the channel for alerts.

What is posted once is found by its mark, so that a job that comes again does not repeat it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta

from bot.core.findings import Report
from bot.core.jobs import Job, Renew
from bot.core.thread import Origin, Thread
from bot.core.turn import Turn, turn
from bot.errors import SlackError
from bot.slack.calls import may_pass
from bot.slack.render.answer import answer
from bot.slack.render.message import Message
from bot.slack.render.watch import News, drawn
from bot.store.verdicts import LastVerdict
from bot.work.desk import Desk
from bot.work.offers import Spot, offer, posted
from bot.work.office import Office
from bot.work.threads import open_threads, say
from bot.work.watch.jobs import NOBODY

_BEFORE = timedelta(minutes=1)
"""A check begins to read a little before it is stamped with its time, and KMS obeys late."""
_LOOK_BACK = timedelta(days=1)
"""For a budget that was never judged before."""
_log = logging.getLogger(__name__)


def tell(desk: Desk, report: Report, kept: LastVerdict, *, unsure: bool) -> None:
    """Tell it once, and have the answers that still carry buttons brought up to date.

    `unsure` says that it may have been told, without hearing so. Raises StoreError, and SlackError
    where the job has to be tried again.
    """
    office, untold = desk.office, kept.untold
    if office is None or untold is None:
        return
    turned = turn(untold.before, kept.verdict)
    if turned:
        since = untold.since or kept.checked_at - _LOOK_BACK
        touches = office.touches.of(kept, since - _BEFORE)
        news = News(turned, report, untold.since, touches)
        _log.info("Job %s: %r %s", desk.job.id, report.budget, turned.value)
        _say(desk, office, news, unsure=unsure)
    office.verdicts.settled(kept)
    office.queue.send(Job(f"{desk.job.id}.renew", NOBODY, Renew(report.account, report.budget)))


def _say(desk: Desk, office: Office, news: News, *, unsure: bool) -> None:
    report, mark = news.report, desk.job.id
    threads = open_threads(office.threads, report.account, report.budget)
    said = [t for t in threads if say(desk.slack, t, drawn(mark, news), mark, unsure=unsure)]
    place = said[0] if said else _post(desk, office, news, unsure=unsure)
    if place and news.turned in {Turn.BROKE, Turn.UNKNOWN}:
        _answer(desk, report, place, unsure=unsure)


def _post(desk: Desk, office: Office, news: News, *, unsure: bool) -> Thread | None:
    """A post of its own. A thread that waits for an alert begins under what is broken alone."""
    channel, mark = desk.settings.alerts_channel, desk.job.id
    if not channel:
        _log.warning("Job %s: nobody is told, for ALERTS_CHANNEL is not set", mark)
        return None
    message = drawn(mark, news)
    ts = _once(desk, channel, message, mark, unsure=unsure)
    if not ts:
        return None
    thread = _thread(news, mark, channel, ts, message.text)
    if news.turned in {Turn.BROKE, Turn.UNKNOWN}:
        office.threads.begin(thread)
    return thread


def _answer(desk: Desk, report: Report, place: Thread, *, unsure: bool) -> None:
    """The check's answer with its buttons, in the thread."""
    id = f"{desk.job.id}.answer"
    made = offer(desk, report, id, Spot(place.channel, ""))
    message = answer(report, id, "", mends=made.mends if made else None)
    ts = _once(desk, place.channel, message, id, place.ts, unsure=unsure)
    if ts:
        posted(desk, made, ts)


def _once(  # noqa: PLR0913 (what, where, and whether it may be there)
    desk: Desk, channel: str, message: Message, mark: str, thread: str = "", *, unsure: bool
) -> str:
    """The ts of the post; "" where Slack will never take it. SlackError: to be tried again."""
    try:
        found = desk.slack.find_post(channel, mark, thread) if unsure else None
        return found or desk.slack.post(channel, message, mark, thread)
    except SlackError as error:
        if may_pass(error):
            raise
        _log.error("Job %s: %s is not told in %s: %s", desk.job.id, mark, channel, error)
        return ""


def _thread(news: News, mark: str, channel: str, ts: str, text: str) -> Thread:
    report = news.report
    return Thread(
        id=f"watch:{mark}",
        account=report.account,
        budget=report.budget,
        topic=_first(tuple(path.topic or "" for path in report.paths)),
        origin=Origin.WATCH,
        channel=channel,
        ts=ts,
        opened=report.checked_at,
        text=text,
    )


def _first(topics: Sequence[str]) -> str:
    return next((topic for topic in topics if topic), "")
