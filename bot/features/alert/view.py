"""One look at the budget of a thread, and its first message drawn from it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.alerts.lost import Applied
from bot.core.alerts.message import Adjustment, Alert, Other
from bot.core.alerts.parse import parse
from bot.core.model.read import ReadFailed
from bot.core.thread import Thread
from bot.features.check.buttons import AnswerButtons, MessageRef, fix_buttons
from bot.jobs.context import Context
from bot.slack.render.alert import AlertView, alert_message
from bot.slack.render.message import Message, sentence
from bot.slack.render.thread import adjustment_message, other_message


@dataclass(frozen=True, slots=True)
class Rendered:
    """A first message and what is kept for its buttons."""

    message: Message
    offer: AnswerButtons | None = None


def alert_view(
    context: Context, account: str, budget: str, applied: Applied | None = None
) -> AlertView:
    """Read the budget's path once, and judge it (`Context.report`)."""
    facts = context.facts(account, budget)
    return AlertView(title_of(context, account), facts, context.judged(facts, applied))


def title_of(context: Context, account: str) -> str:
    """The account's alias with its id; the id where nobody can look it up."""
    directory = context.reader.directory()
    found = None if isinstance(directory, ReadFailed) else directory.find(account)
    return found.title if found else account


def drawn(context: Context, thread: Thread) -> Rendered:
    """The first message of a thread of ours, as things are now; the job's id is new for each."""
    id, found = context.job.id, parse(None, thread.text)
    match found:
        case Alert() if thread.budget:
            return _alert(context, thread, found)
        case Adjustment():
            message = adjustment_message(id, thread, found, title_of(context, thread.account))
        case Other():
            message = other_message(id, thread, title_of(context, thread.account))
        case _:
            message = sentence(id, thread.text)
    return Rendered(message)


def _alert(context: Context, thread: Thread, alert: Alert) -> Rendered:
    view = alert_view(context, thread.account, thread.budget)
    ref = MessageRef(thread.channel, "", thread.ts)
    made = fix_buttons(context, view.report, context.job.id, ref)
    buttons = made.buttons if made else None
    return Rendered(alert_message(context.job.id, thread, alert, view, buttons), made)
