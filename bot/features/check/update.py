"""Answers that stand already are brought up to date. After a change the verdict is another one, and
so are the buttons, and who mended it is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from bot.core.alerts.lost import Applied
from bot.core.change.state import State
from bot.core.jobs.answers import UpdateAnswers
from bot.core.outage import REACHES
from bot.core.reference import of_topic, reference_of
from bot.core.texts.needs import INVITE
from bot.core.topic_report import AnyReport
from bot.features.check.answer import why_here
from bot.features.check.buttons import MessageRef, fix_buttons, topics_in
from bot.features.check.checked import checked
from bot.features.check.last_verdict import keep_verdict
from bot.jobs.account import placed_account
from bot.jobs.context import Context
from bot.jobs.outsiders import outsiders
from bot.jobs.provable import is_provable
from bot.jobs.registry import handles
from bot.jobs.reply import alone
from bot.slack.reach import Refused, is_taken, or_refused
from bot.slack.render.any_answer import any_answer
from bot.slack.render.change_thread import mended
from bot.slack.render.parts import Json
from bot.store.answers import Answer

MOST = 5
"""Messages of one budget: the latest."""


def update_answer(context: Context, report: AnyReport, ts: str) -> None:
    """Bring the message at `ts` up to date; without a ts it is the ephemeral one.

    Raises SlackError where the job has to be tried again.
    """
    job = context.job
    place, named = job.place, placed_account(context, report.account)
    if not ts:
        # The url of a button on that very message, never a command's: it has something to replace.
        message = any_answer(report, job.id, note=INVITE, account=named)
        context.slack.respond(place.response_url, message, replace=True)
        return
    why = outsiders(context)
    if why:
        alone(context, any_answer(report, job.id, note=why, account=named))
        return
    made = fix_buttons(context, report, job.id, MessageRef(place.channel, place.user, ts))
    buttons = made.buttons if made else None
    message = any_answer(report, job.id, place.user, buttons=buttons, account=named)
    taken = or_refused(
        f"the answer at {ts} in {place.channel}",
        lambda: context.slack.update(place.channel, ts, message),
    )
    if isinstance(taken, Refused):
        alone(context, any_answer(report, job.id, note=why_here(taken), account=named))


@handles(UpdateAnswers)
def update_answers(context: Context, what: UpdateAnswers) -> None:
    """Check the budget once, and draw every answer that still carries buttons anew.

    Raises SlackError where the job has to be tried again.
    """
    live = context.store.answers.live(what.account, what.budget, context.clock(), MOST)
    if not live and not what.at:
        return  # nothing to draw; what a change has made of the budget is kept all the same
    applied = Applied(datetime.fromisoformat(what.at), what.mended) if what.at else None
    report = checked(context, what.account, what.budget, applied)
    keep_verdict(context, report, applied)
    _draw(context, what, report, live, "")
    for n, reference in enumerate(_beside(context, what, report)):
        others = context.store.answers.live(what.account, reference, context.clock(), MOST)
        if others or not reference_of(reference):
            found = checked(context, what.account, reference)
            keep_verdict(context, found)
            _draw(context, what, found, others, f".{n}")


def _beside(context: Context, what: UpdateAnswers, report: AnyReport) -> tuple[str, ...]:
    """What else a change that was applied has changed: the topic's answers, and those of every
    sender that it lets in.
    """
    if not what.at:
        return ()
    change = context.store.changes.get(what.change) if what.change else None
    parts = (part.budget for part in change.plan.each) if change else ()
    found = (*(of_topic(topic) for topic in topics_in(report)), *parts)
    return tuple(one for one in dict.fromkeys(found) if one != what.budget)


def _draw(
    context: Context, what: UpdateAnswers, report: AnyReport, live: Iterable[Answer], mark: str
) -> None:
    named = placed_account(context, what.account)
    for n, one in enumerate(live):
        if context.store.threads.under(one.channel, one.ts):
            continue  # an alert, which its thread keeps current
        id = f"{context.job.id}.{context.job.attempt}{mark}.{n}"
        mender = what.change or one.mended_by
        by = _mended(context, mender, report)
        ref = MessageRef(one.channel, one.asked_by, one.ts, mender if by else "")
        made = fix_buttons(context, report, id, ref)
        buttons = made.buttons if made else None
        message = any_answer(report, id, one.asked_by, buttons=buttons, account=named, mended=by)
        doing = f"the answer at {one.ts} in {one.channel}, which stays as it is"
        is_taken(doing, partial(context.slack.update, one.channel, one.ts, message))


def _mended(context: Context, id: str, report: AnyReport) -> list[Json]:
    """Who made the budget alert again, by which change; nothing where that does not hold."""
    change = context.store.changes.get(id) if id else None
    if change is None or change.state is not State.APPLIED or change.undoes:
        return []
    if report.verdict not in REACHES:
        return []
    return mended(change, provable=is_provable(context.settings, change.plan.budget))
