"""`@budget-check`: in threads, where Slack has no slash commands (docs/facts.md 7), and anywhere
else; and what is said to the bot alone.
"""

from __future__ import annotations

import re

from bot.core.accounts.directory import Directory
from bot.core.alerts.plain import plain
from bot.core.alerts.texts import texts_of
from bot.core.ask import parse
from bot.core.jobs.checks import Command, Pick
from bot.core.jobs.conversation import Mention
from bot.core.model.read import ReadFailed
from bot.core.names import flat
from bot.core.texts import conversation as texts
from bot.errors import UsageError
from bot.features.check.command import command, pick
from bot.features.check.search import search
from bot.features.conversation.find_budget import check, check_message, thread_here
from bot.features.conversation.thread_placeholder import ThreadPlaceholder
from bot.jobs.account import directory_of
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.reply import reply_text
from bot.slack.answered import answered, lists_several
from bot.slack.reach import unless_refused
from bot.slack.render.parts import escape

_MENTION = re.compile(r"<@[UW][A-Z0-9]+(?:\|[^<>]*)?>")


@handles(Mention)
def mention(context: Context, what: Mention) -> None:
    """Do as the command would, and answer in the thread; alone it is about the thread's budget."""
    asked = _asked(what.text, context.settings.bot_user_id)
    thread = thread_here(context)
    if asked and (thread is None or _is_meant(context, asked)):
        command(context, Command(escape(asked)))
    elif thread:
        with ThreadPlaceholder(context, thread.budget) as here:
            check(here, thread.account, thread.budget)
    elif context.job.place.thread in {"", what.ts} or not _above(context):
        reply_text(context, texts.HOW_TO_ASK)


def _asked(text: str, bot: str) -> str:
    """What follows the first mention of the bot, or of anybody where its id is not known."""
    ours = (m for m in _MENTION.finditer(text) if not bot or m[0].startswith(f"<@{bot}"))
    first = next(ours, None)
    asked = plain(text[first.end() :] if first else text)
    return asked if flat(asked) else ""


def _is_meant(context: Context, asked: str) -> bool:
    """Whether the words are for the command, in a thread that has a budget of its own."""
    try:
        ask = parse(escape(asked))
    except UsageError:
        return False
    if ask.subject or ask.word or ask.account or ask.forced:
        return True
    directory = directory_of(context)
    if not isinstance(directory, Directory):
        return False
    return bool(search(context, directory, ask.name).having)


def _above(context: Context) -> bool:
    """Check what the thread's first message is about; False where that is no budget."""
    directory = directory_of(context)
    if isinstance(directory, ReadFailed):
        return False
    channel, first = context.job.place.channel, context.job.place.thread
    message = unless_refused(
        f"reading the message {first} of {channel}",
        lambda: context.slack.message(channel, first, first),
    )
    if message is None:
        return False
    own = answered(message)
    if own.budget:
        pick(context, Pick(own.account, own.budget))
        return True
    if lists_several(message):
        reply_text(context, texts.SEVERAL_BUDGETS)
        return True
    return check_message(context, directory, "\n".join(texts_of(message)), first)
