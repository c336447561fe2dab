"""The button Snooze: what there is to snooze, as a form."""

from __future__ import annotations

from bot.core.affected import Dependent
from bot.core.jobs.snooze import AskSnooze
from bot.core.root_cause import RootCause
from bot.core.texts.snooze import NOTHING
from bot.features.snooze.form import form_view, show
from bot.jobs.account import is_hidden
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.reply import reply_text


@handles(AskSnooze)
def ask(context: Context, what: AskSnooze) -> None:
    """Show the form in the view that waits. Raises SlackError to be tried again, StoreError."""
    if is_hidden(context, what.account):
        return
    last = context.store.verdicts.get(what.account, what.budget)
    if last is None or last.cause is None:
        reply_text(context, NOTHING.format(budget=what.budget))
        return
    shared = len(sharing(context, last.cause)) > 1
    show(context, form_view(context, what, last.cause, shared=shared))


def sharing(context: Context, cause: RootCause) -> tuple[Dependent, ...]:
    """The budgets that hang on what decides, in whatever state they are. Raises StoreError."""
    verdicts = context.store.verdicts
    if not cause.resource:
        return ()
    if ":kms:" in cause.resource:
        return verdicts.on_key(cause.resource)
    return verdicts.on_topic(cause.resource)
