"""Where an answer goes: into the channel, over the message it renews, or to one person alone."""

from __future__ import annotations

import logging

from bot.core.findings import Report
from bot.errors import SlackError
from bot.slack.calls import may_pass
from bot.slack.render.answer import answer
from bot.work.desk import Desk
from bot.work.offers import Spot, offer, posted
from bot.work.screen import alone

_log = logging.getLogger(__name__)
_INVITE = (
    "Only you can see this, for budget-check is not in this channel: "
    "invite it with /invite @budget-check to mend what is found and to keep the answer current."
)
_ELSEWHERE = "Only you can see this: Slack does not let budget-check post here ({})."
_ABSENT = {"not_in_channel", "channel_not_found"}


def post_answer(desk: Desk, report: Report) -> None:
    """Post in the channel, once; where the bot cannot, tell the person who asked.

    Raises SlackError where the job has to be tried again.
    """
    job = desk.job
    place = job.place
    known = _posted_before(desk) if job.unsure else ""
    if known is None:
        alone(desk, answer(report, job.id, place.user))
        return
    made = offer(desk, report, job.id, Spot(place.channel, place.user))
    mends = made.mends if made else None
    if not known:
        try:
            message = answer(report, job.id, place.user, mends=mends)
            known = desk.slack.post(place.channel, message, job.id)
        except SlackError as error:
            if may_pass(error):
                raise
            alone(desk, answer(report, job.id, place.user, _why_here(error)))
            return
    posted(desk, made, known)


def renew_answer(desk: Desk, report: Report, ts: str) -> None:
    """Bring the message at `ts` up to date; without a ts it is the ephemeral one.

    Raises SlackError where the job has to be tried again.
    """
    job = desk.job
    place = job.place
    if not ts:
        # The url of a button on that very message, never a command's: it has something to replace.
        message = answer(report, job.id, place.user, _INVITE)
        desk.slack.respond(place.response_url, message, replace=True)
        return
    made = offer(desk, report, job.id, Spot(place.channel, place.user, ts))
    message = answer(report, job.id, place.user, mends=made.mends if made else None)
    try:
        desk.slack.update(place.channel, ts, message)
    except SlackError as error:
        if may_pass(error):
            raise
        alone(desk, answer(report, job.id, place.user, _why_here(error)))


def _why_here(error: SlackError) -> str:
    return _INVITE if error.code in _ABSENT else _ELSEWHERE.format(error.code)


def _posted_before(desk: Desk) -> str | None:
    """The ts of an earlier attempt's message, "" without one; None where nobody can look."""
    try:
        return desk.slack.find_post(desk.job.place.channel, desk.job.id) or ""
    except SlackError as error:
        if may_pass(error):
            raise
        _log.warning("Job %s: cannot look for its own message: %s", desk.job.id, error)
        return None
