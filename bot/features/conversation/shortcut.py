"""The shortcut "Check this budget" on a message."""

from __future__ import annotations

from bot.core.jobs.checks import Pick
from bot.core.jobs.conversation import CheckMessage
from bot.core.model.read import ReadFailed
from bot.core.texts import conversation as texts
from bot.core.texts import unread as reads
from bot.features.check.command import pick
from bot.features.conversation.find_budget import check_message
from bot.features.conversation.full_text import whole
from bot.features.conversation.thread_placeholder import ThreadPlaceholder
from bot.jobs.account import directory_of
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.reply import reply_text
from bot.slack.render.texts import unread


@handles(CheckMessage)
def shortcut(context: Context, what: CheckMessage) -> None:
    """Check the budget that the message is about; the person is told where there is none."""
    directory = directory_of(context)
    if isinstance(directory, ReadFailed):
        reply_text(context, unread(reads.ACCOUNTS, directory))
    elif what.budget:
        pick(context, Pick(what.account, what.budget))
    else:
        with ThreadPlaceholder(context) as here:
            found = check_message(here, directory, whole(here, what), what.ts)
        if not found:
            reply_text(context, texts.NOTHING_FOUND)
