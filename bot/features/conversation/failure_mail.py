"""AWS's mail that it cannot publish: answered with the check of the budget that it names.

One that names a topic alone is bot/features/conversation/on_topic.py's.

Anybody can write such a mail. What comes of it is a check, a read, of a known account alone; it
shows what every member of the channel may ask for who may ask at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core.accounts.directory import Account, Directory
from bot.core.alerts.failure import Failure
from bot.core.alerts.mails import failures_of
from bot.core.jobs.conversation import AppPost, FailureMail
from bot.core.model.read import NotFound, ReadFailed
from bot.core.names import written_alike
from bot.core.texts import conversation as texts
from bot.core.texts import unread as reads
from bot.core.thread import ThreadOrigin
from bot.features.check.all_accounts import question
from bot.features.check.search import search
from bot.features.conversation.answer import (
    MOST,
    Root,
    answer_in_thread,
    mark,
    reply,
    reply_sentence,
)
from bot.features.conversation.app_post import app_post
from bot.features.conversation.beside import answer_beside
from bot.features.conversation.full_text import whole
from bot.features.conversation.known_thread import Known, kept_budgets
from bot.features.conversation.on_topic import answer_on_topic
from bot.features.conversation.thread_placeholder import ThreadPlaceholder
from bot.jobs.account import directory_of
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.slack.render.accounts import Entry, which_budget
from bot.slack.render.texts import unread

Done = set[tuple[str, str, str]]
"""Account, budget and topic of what is answered: two spellings of one name are one mail."""


@handles(FailureMail)
def failure_mail(context: Context, what: FailureMail) -> None:
    """Answer each mail in the message, and each alert beside them."""
    said = whole(context, what)
    found = failures_of(said)
    if found:
        with ThreadPlaceholder(context, found[0].budget) as here:
            answer_failures(here, found, Root(what.ts, ThreadOrigin.MAIL, said), kept_budgets)
    elif what.file and not context.job.place.user:
        app_post(context, AppPost(what.ts, said))  # another mail of AWS's, forwarded unseen


def answer_failures(
    context: Context,
    found: tuple[Failure, ...],
    root: Root,
    budgets: Callable[[Context, Directory], Known],
) -> None:
    """Check the budgets that these mails name, and of the alerts beside them those of the
    `budgets`, and answer in the thread.
    """
    directory = directory_of(context)
    if isinstance(directory, ReadFailed):
        reply_sentence(context, unread(reads.ACCOUNTS, directory))
        return
    # The last one first: a mention in the thread finds the budget of the one that began it last.
    answer_beside(context, found, root, budgets)
    done: Done = set()
    for number, failure in reversed(list(enumerate(found[:MOST]))):
        _answer(
            context, directory, failure, replace(root, number=number, topic=failure.topic), done
        )
    if len(found) > MOST:
        reply_sentence(context, texts.MORE_MAILS.format(count=len(found) - MOST), MOST)


def _answer(
    context: Context, directory: Directory, failure: Failure, root: Root, done: Done
) -> None:
    account = directory.find(failure.account) if failure.account else None
    if failure.account and account is None:
        reply_sentence(context, _unknown(failure), root.number)
    elif failure.budget and account:
        _check(context, account, failure.budget, root, done)
    elif failure.budget:
        _look_for(context, directory, failure, root)
    else:
        answer_on_topic(context, failure, root)


def _check(context: Context, account: Account, name: str, root: Root, done: Done) -> None:
    facts = context.reader.facts(account.id, name)
    alike = written_alike(name, facts.names) if isinstance(facts.budget, NotFound) else ()
    if len(alike) > 1:
        entries = [Entry(account.id, account.title, one) for one in alike]
        reply(context, which_budget(mark(context, root.number), name, entries), root.number)
    elif (account.id, facts.name, root.topic) not in done:
        done.add((account.id, facts.name, root.topic))
        answer_in_thread(context, context.judged(facts), root)


def _unknown(failure: Failure) -> str:
    budget, topic = texts.THE_BUDGET, texts.THE_TOPIC
    named = (budget if failure.budget else topic).format(name=failure.budget or failure.topic)
    return texts.UNKNOWN_ACCOUNT.format(named=named, account=failure.account)


def _look_for(context: Context, directory: Directory, failure: Failure, root: Root) -> None:
    """A mail that was cut before its topic names no account."""
    found = search(context, directory, failure.budget)
    if len(found.having) > 1:
        reply(context, question(context, mark(context, root.number), found), root.number)
    elif found.having:
        only = found.having[0]
        answer_in_thread(context, context.report(only.account, only.name), root, found.note)
    else:
        text = texts.NOWHERE.format(name=failure.budget, note=found.note)
        reply_sentence(context, text.strip(), root.number)
