"""A check, answered in the thread of the message that it is about, which becomes a thread of ours.

Slack delivers events more than once: the message begins its thread once, and what another delivery
finds begun is that one's to answer.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.core.findings import Report
from bot.core.thread import Thread, ThreadOrigin
from bot.errors import SlackError, StoreError
from bot.features.check.answer import post_answer
from bot.features.check.last_verdict import keep_verdict
from bot.jobs.context import Context
from bot.jobs.reply import alone
from bot.slack.calls import may_pass
from bot.slack.render.message import Message, sentence

MOST = 5
"""Budgets of one message that are checked."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Root:
    """The message that a thread begins with: its ts, what it is, and all that it says.

    `asked`: somebody asks for the check, so that it is answered in a thread that is there as well.
    `by_app`: another app posted it, unasked; `app` is that app's id, "" where Slack names none.
    `number` counts the budgets of one message, `topic` is the one that it names.
    """

    ts: str
    origin: ThreadOrigin
    text: str
    asked: bool = False
    number: int = 0
    topic: str = ""
    by_app: bool = False
    app: str = ""


def answer_in_thread(context: Context, report: Report, root: Root, note: str = "") -> None:
    """Keep the thread and post the check in it, once.

    Raises SlackError where the job has to be tried again.
    """
    if not begin(context, report, root):
        _log.info("Job %s: another delivery of the same message has it", context.job.id)
        return
    post_answer(context, report, mark(context, root.number), note)
    keep_verdict(context, report)


def begin(context: Context, report: Report, root: Root) -> bool:
    """Begin the thread; False where another delivery has done so and answers.

    A store that does not answer keeps nobody from the check.
    """
    if context.tables is None:
        return True
    place, threads = context.job.place, context.store.threads
    first = f"{root.origin}:{place.channel}:{root.ts}"
    id = f"{first}:{root.number}" if root.number else first
    thread = Thread(
        id=id,
        account=report.account,
        budget=report.budget,
        topic=root.topic,
        origin=root.origin,
        channel=place.channel,
        ts=place.thread,
        opened=context.clock(),
        text=root.text,
        by_app=root.by_app,
        app=root.app,
    )
    try:
        there = threads.under(place.channel, place.thread)
        if there and not there.id.startswith(first):
            return True  # said within another thread of ours, which stays what it is
        return threads.begin(thread) or root.asked or _may_be_ours(context)
    except StoreError as error:
        _log.error("Job %s: an answer without its thread kept: %s", context.job.id, error)
        return True


def reply(context: Context, said: Message, number: int = 0) -> None:
    """Post something else in the thread, once; where Slack does not take it, to who asked.

    Raises SlackError where the job has to be tried again.
    """
    place, id = context.job.place, mark(context, number)
    try:
        if context.job.unsure and context.slack.find_post(place.channel, id, place.thread):
            return
        context.slack.post(place.channel, said, id, place.thread)
    except SlackError as error:
        if may_pass(error):
            raise
        _log.warning("Job %s: no word in the thread: %s", context.job.id, error)
        if place.user:
            alone(context, said)


def reply_sentence(context: Context, text: str, number: int = 0) -> None:
    """A sentence or two in the thread."""
    reply(context, sentence(mark(context, number), text), number)


def mark(context: Context, number: int) -> str:
    """What the answer about the message's budget of that number is found by."""
    return f"{context.job.id}.{number}" if number else context.job.id


def _may_be_ours(context: Context) -> bool:
    """Whether an earlier attempt of this very job may have begun the thread."""
    return context.job.unsure or context.job.attempt > 0
