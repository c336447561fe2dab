"""The list behind a post about many budgets, for whoever presses its button."""

from __future__ import annotations

from bot.core.accounts.authorize import Refusal
from bot.core.jobs.checks import ShowBudgets
from bot.core.texts.watch import NOT_KNOWN
from bot.features.watch.notice import states_of
from bot.jobs.account import hidden_account
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.reply import fill, reply_text
from bot.slack.render.watch_budgets import budgets_view


@handles(ShowBudgets)
def show_budgets(context: Context, what: ShowBudgets) -> None:
    """Fill the view that waits, without the accounts that who asks may not see.

    Raises SlackError where the job has to be tried again, StoreError.
    """
    members = context.store.batched_notices.members(what.notice)
    refused: dict[str, Refusal | None] = {
        account: hidden_account(context, account) for account in {one.account for one in members}
    }
    shown = [one for one in members if refused[one.account] is None]
    if not shown:
        why = next(filter(None, refused.values()), None)
        reply_text(context, why.text if why else NOT_KNOWN, why.ask if why else ())
        return
    fill(context, budgets_view(context.job.id, what.notice, states_of(context, shown), what.page))
