"""An alert in the same message as AWS's mail that it cannot publish: checked in the same thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.core.accounts.directory import Account, Directory
from bot.core.alerts.failure import Failure
from bot.core.alerts.mails import without_mails
from bot.core.alerts.plain import plain
from bot.core.alerts.posts import budgets_announced, declared_in
from bot.core.model.read import ReadFailed
from bot.core.names import flat
from bot.features.conversation.answer import MOST, Root, answer_in_thread, mark, reply
from bot.features.conversation.app_post import narrowed
from bot.features.conversation.known_thread import Known, with_accounts
from bot.jobs.account import directory_of
from bot.jobs.context import Context
from bot.slack.render.accounts import Entry, which_account

_FIRST = MOST + 1
"""The numbers before it are the mails', and of what is said of how many there are."""


def answer_beside(
    context: Context,
    mails: Sequence[Failure],
    root: Root,
    budgets: Callable[[Context, Directory], Known],
) -> None:
    """Check the budgets whose alerts the message declares, but those that its mails name.

    `budgets` are read only where there is such an alert. Raises SlackError where the job has to be
    tried again.
    """
    said = plain(root.text)
    directory = directory_of(context) if declared_in(said) else None
    if directory is None or isinstance(directory, ReadFailed):
        return
    known = budgets(context, directory)
    announced = with_accounts(known, budgets_announced((root.text,), known))
    for number, name in enumerate(announced[:MOST], _FIRST):
        accounts = narrowed(known[name], without_mails(said))
        if any(_is_of(mail, name, accounts) for mail in mails):
            continue
        if len(accounts) == 1:
            report = context.report(accounts[0].id, name)
            answer_in_thread(context, report, replace(root, number=number, topic=""))
        else:
            entries = [Entry(one.id, one.title, name) for one in accounts]
            reply(context, which_account(mark(context, number), entries, ""), number)


def _is_of(mail: Failure, name: str, accounts: Sequence[Account]) -> bool:
    ids = {one.id for one in accounts}
    return flat(mail.budget) == flat(name) and (not mail.account or ids == {mail.account})
