"""The button Snooze: what there is to snooze, as a form."""

from __future__ import annotations

from bot.core.affected import Dependent
from bot.core.jobs.snooze import AskSnooze
from bot.core.root_cause import RootCause
from bot.core.senders import BUDGETS
from bot.core.texts.snooze import CLOSED, NOTHING
from bot.core.texts.summary import summary
from bot.jobs.account import is_hidden
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.reply import alone, fill, reply_text
from bot.slack.render.message import sentence
from bot.slack.render.snooze import SnoozeForm, snooze_view
from bot.slack.values import pack


@handles(AskSnooze)
def ask(context: Context, what: AskSnooze) -> None:
    """Show the form in the view that waits. Raises SlackError to be tried again, StoreError."""
    if is_hidden(context, what.account):
        return
    last = context.store.verdicts.get(what.account, what.budget)
    if last is None or last.cause is None:
        reply_text(context, NOTHING.format(budget=what.budget))
        return
    cause = last.cause
    shared = len(sharing(context, cause)) > 1
    why = summary(cause.code, BUDGETS)
    form = SnoozeForm(what.budget, why, shared, whole=bool(what.whole) and shared)
    metadata = pack(
        account=what.account,
        budget=what.budget,
        code=cause.code,
        resource=cause.resource,
        channel=context.job.place.channel,
        home=what.home,
    )
    if not fill(context, snooze_view(form, context.job.id, metadata)):
        alone(context, sentence(context.job.id, CLOSED))


def sharing(context: Context, cause: RootCause) -> tuple[Dependent, ...]:
    """The budgets that hang on what decides, in whatever state they are. Raises StoreError."""
    verdicts = context.store.verdicts
    if not cause.resource:
        return ()
    if ":kms:" in cause.resource:
        return verdicts.on_key(cause.resource)
    return verdicts.on_topic(cause.resource)
