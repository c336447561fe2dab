"""The form of a snooze, and the view that waits for it."""

from __future__ import annotations

from bot.core.jobs.snooze import AskSnooze, SetSnooze
from bot.core.root_cause import RootCause
from bot.core.senders import BUDGETS
from bot.core.texts.snooze import CLOSED
from bot.core.texts.summary import summary
from bot.jobs.context import Context
from bot.jobs.reply import alone, fill
from bot.slack.render.message import sentence
from bot.slack.render.parts import Json
from bot.slack.render.snooze import SnoozeForm, snooze_view
from bot.slack.values import pack


def form_view(
    context: Context,
    what: AskSnooze | SetSnooze,
    cause: RootCause,
    *,
    shared: bool,
    wrong: bool = False,
) -> Json:
    """What is asked about this budget and its cause; `shared` and `wrong` as in `SnoozeForm`."""
    why, whole = summary(cause.code, BUDGETS), bool(what.whole) and shared
    form = SnoozeForm(what.budget, why, shared, whole, wrong)
    metadata = pack(
        account=what.account,
        budget=what.budget,
        code=cause.code,
        resource=cause.resource,
        channel=context.job.place.channel,
        home=what.home,
    )
    return snooze_view(form, context.job.id, metadata)


def show(context: Context, view: Json) -> None:
    """In the view that waits; where that is gone, the person is told so.

    Raises SlackError where the job has to be tried again.
    """
    if not fill(context, view):
        alone(context, sentence(context.job.id, CLOSED))
