"""Where an answer goes: into the channel or the thread, over the message it renews, or to
one person alone. After a change the verdict is another one, and so are the buttons.
"""

from __future__ import annotations

import logging
from datetime import datetime

from bot.core.alerts.lost import Applied
from bot.core.findings import Report
from bot.core.jobs.checks import UpdateAnswers
from bot.errors import SlackError
from bot.features.check.buttons import MessageRef, fix_buttons, keep_buttons
from bot.features.check.last_verdict import keep_verdict
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.reply import alone
from bot.slack.calls import is_final, may_pass
from bot.slack.render.answer import answer

_INVITE = (
    "Only you can see this, for budget-check is not in this channel: "
    "invite it with /invite @budget-check to mend what is found and to keep the answer current."
)
_ELSEWHERE = "Only you can see this: Slack does not let budget-check post here ({})."
_ABSENT = {"not_in_channel", "channel_not_found"}
MOST = 5
"""Messages of one budget: the latest."""
_log = logging.getLogger(__name__)


def post_answer(context: Context, report: Report, id: str = "", note: str = "") -> None:
    """Post in the channel or the thread, once; where the bot cannot, tell the person who asked.

    `id` is for the second and further answers of one job. Raises SlackError where the job has to be
    tried again.
    """
    place, id = context.job.place, id or context.job.id
    known = _posted_before(context, id) if context.job.unsure else ""
    if known is None:
        _alone(context, report, id, "")
        return
    made = fix_buttons(context, report, id, MessageRef(place.channel, place.user))
    buttons = made.buttons if made else None
    if not known:
        try:
            message = answer(report, id, place.user, note, buttons)
            known = context.slack.post(place.channel, message, id, place.thread)
        except SlackError as error:
            if may_pass(error):
                raise
            _alone(context, report, id, _why_here(error))
            return
    keep_buttons(context, made, known)


def update_answer(context: Context, report: Report, ts: str) -> None:
    """Bring the message at `ts` up to date; without a ts it is the ephemeral one.

    Raises SlackError where the job has to be tried again.
    """
    job = context.job
    place = job.place
    if not ts:
        # The url of a button on that very message, never a command's: it has something to replace.
        message = answer(report, job.id, place.user, _INVITE)
        context.slack.respond(place.response_url, message, replace=True)
        return
    made = fix_buttons(context, report, job.id, MessageRef(place.channel, place.user, ts))
    message = answer(report, job.id, place.user, buttons=made.buttons if made else None)
    try:
        context.slack.update(place.channel, ts, message)
    except SlackError as error:
        if may_pass(error):
            raise
        alone(context, answer(report, job.id, place.user, _why_here(error)))


def _alone(context: Context, report: Report, id: str, note: str) -> None:
    """To the person who asked; where nobody did, nobody hears of it but the log."""
    if context.job.place.user:
        alone(context, answer(report, id, context.job.place.user, note))
    else:
        _log.warning(
            "Job %s: the check of %r is told to nobody. %s", context.job.id, report.budget, note
        )


def _why_here(error: SlackError) -> str:
    return _INVITE if error.code in _ABSENT else _ELSEWHERE.format(error.code)


def _posted_before(context: Context, id: str) -> str | None:
    """The ts of an earlier attempt's message, "" without one; None where nobody can look."""
    place = context.job.place
    try:
        return context.slack.find_post(place.channel, id, place.thread) or ""
    except SlackError as error:
        if may_pass(error):
            raise
        _log.warning("Job %s: cannot look for its own message: %s", context.job.id, error)
        return None


@handles(UpdateAnswers)
def update_answers(context: Context, what: UpdateAnswers) -> None:
    """Check the budget once, and draw every answer that still carries buttons anew.

    Raises SlackError where the job has to be tried again.
    """
    live = context.store.answers.live(what.account, what.budget, context.clock(), MOST)
    if not live:
        return
    applied = Applied(datetime.fromisoformat(what.at), what.mended) if what.at else None
    report = context.report(what.account, what.budget, applied)
    keep_verdict(context, report, applied)
    for n, one in enumerate(live):
        if context.store.threads.under(one.channel, one.ts):
            continue  # an alert, which its thread keeps current
        id = f"{context.job.id}.{context.job.attempt}.{n}"
        made = fix_buttons(context, report, id, MessageRef(one.channel, one.asked_by, one.ts))
        message = answer(report, id, one.asked_by, buttons=made.buttons if made else None)
        try:
            context.slack.update(one.channel, one.ts, message)
        except SlackError as error:
            if not is_final(error):
                raise
            _log.warning("The answer at %s in %s stays as it is: %s", one.ts, one.channel, error)
