"""A check, answered in the thread of the message that it is about, which becomes a thread of ours.

Slack delivers events more than once: the message begins its thread once, with its answer, and what
another delivery finds begun is that one's to answer.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.core.findings import Report
from bot.core.thread import Thread, ThreadOrigin
from bot.errors import StoreError
from bot.features.check.answer import post_answer
from bot.features.check.last_verdict import keep_verdict
from bot.jobs.context import Context
from bot.jobs.thread_post import reply_in_thread
from bot.slack.render.message import Message, sentence
from bot.store.answers import Begun

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
    id, thread = mark(context, root.number), _thread(context, report, root)
    begun = post_answer(context, report, id, note, thread)
    if begun is Begun.ELSEWHERE and root.asked:
        begun = post_answer(context, report, id, note)
    if begun is not Begun.NOW:
        _log.info("Job %s: another delivery of the same message has it", context.job.id)
        return
    keep_verdict(context, report)


def _thread(context: Context, report: Report, root: Root) -> Thread | None:
    """The thread that begins; None where the message stands in another thread of ours, which stays
    what it is, and where that cannot be told: nobody is kept from the check.
    """
    if context.tables is None:
        return None
    place = context.job.place
    first = f"{root.origin}:{place.channel}:{root.ts}"
    try:
        there = context.store.threads.under(place.channel, place.thread)
    except StoreError as error:
        _log.error("Job %s: an answer without its thread kept: %s", context.job.id, error)
        return None
    if there and not there.id.startswith(first):
        return None
    return Thread(
        id=f"{first}:{root.number}" if root.number else first,
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


def reply(context: Context, said: Message, number: int = 0) -> None:
    """Post something else in the thread, once; where Slack does not take it, to who asked.

    Without tables it raises SlackError where the job has to be tried again.
    """
    reply_in_thread(context, said, mark(context, number))


def reply_sentence(context: Context, text: str, number: int = 0) -> None:
    """A sentence or two in the thread."""
    reply(context, sentence(mark(context, number), text), number)


def mark(context: Context, number: int) -> str:
    """What the answer about the message's budget of that number is found by."""
    return f"{context.job.id}.{number}" if number else context.job.id
