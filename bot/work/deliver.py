"""Where an answer goes: into the channel, over the message it renews, or to one person alone."""

from __future__ import annotations

import logging

from bot.core.findings import Report
from bot.core.jobs import Details
from bot.errors import SlackError
from bot.slack.calls import may_pass
from bot.slack.render.answer import answer
from bot.slack.render.details import failed_view
from bot.slack.render.message import Message, sentence
from bot.work.desk import Desk

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
    message = answer(report, job.id, job.place.user)
    posted = _posted_before(desk) if job.unsure else False
    if posted is None:
        respond(desk, message)
        return
    if not posted:
        try:
            desk.slack.post(job.place.channel, message, job.id)
        except SlackError as error:
            if may_pass(error):
                raise
            respond(desk, answer(report, job.id, job.place.user, _why_here(error)))


def renew_answer(desk: Desk, report: Report, ts: str) -> None:
    """Bring the message at `ts` up to date; without a ts it is the ephemeral one.

    Raises SlackError where the job has to be tried again.
    """
    job = desk.job
    message = answer(report, job.id, job.place.user)
    if not ts:
        desk.slack.respond(job.place.response_url, message, replace=True)
        return
    try:
        desk.slack.update(job.place.channel, ts, message)
    except SlackError as error:
        if may_pass(error):
            raise
        respond(desk, answer(report, job.id, job.place.user, _why_here(error)))


def respond(desk: Desk, message: Message) -> None:
    """Tell the person who asked, and nobody else."""
    desk.slack.respond(desk.job.place.response_url, message, replace=False)


def tell(desk: Desk, text: str) -> None:
    """One plain sentence to the person who asked, in the view that waits for it or by itself."""
    what = desk.job.what
    if isinstance(what, Details):
        try:
            desk.slack.update_view(what.view, desk.job.id, failed_view(text, desk.job.id))
            return
        except SlackError as error:
            if may_pass(error):
                raise
    respond(desk, sentence(desk.job.id, text))


def _why_here(error: SlackError) -> str:
    return _INVITE if error.code in _ABSENT else _ELSEWHERE.format(error.code)


def _posted_before(desk: Desk) -> bool | None:
    """Whether an earlier attempt's message is there; None where the channel cannot be read."""
    try:
        return desk.slack.find_post(desk.job.place.channel, desk.job.id) is not None
    except SlackError as error:
        if may_pass(error):
            raise
        _log.warning("Job %s: cannot look for its own message: %s", desk.job.id, error)
        return None
