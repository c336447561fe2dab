"""AWS's mail that it cannot publish: answered with the check of the budget that it names.

Anybody can write such a mail. What comes of it is a check, a read, of a known account alone; it
shows what every member of the channel may ask for who may ask at all.
"""

from __future__ import annotations

from dataclasses import replace

from bot.core.accounts import Directory
from bot.core.alerts.failure import Failure
from bot.core.alerts.mails import failures_of
from bot.core.model import Unread
from bot.core.said_jobs import AppPost, FailureMail
from bot.core.senders import COST_ANOMALY
from bot.core.thread import Origin
from bot.errors import StoreError
from bot.slack.render.accounts import Entry, which_account
from bot.slack.render.words import unread
from bot.work.desk import Desk
from bot.work.everywhere import search
from bot.work.said.answering import MOST, Root, answer_in_thread, mark, reply, say
from bot.work.said.post import app_post
from bot.work.said.whole import whole

_NO_NAME = (
    "This is AWS's mail that it cannot publish to a topic, but it names no budget that is known "
    "here. Mention me in this thread with the budget's name and I check it."
)
_ANOMALY = (
    "This mail is from AWS Cost Anomaly Detection, not from AWS Budgets: the topic and its key "
    "have to let costalerts.amazonaws.com publish as well. What is shown is the check of a budget "
    "whose alerts go to the same topic."
)
_NO_BUDGET_THERE = (
    "This mail is from AWS Cost Anomaly Detection: it cannot publish to {topic}. No budget is "
    "known here whose alerts go there, so there is nothing to check. See whether the topic's "
    "policy and, where it is encrypted, the key's policy let costalerts.amazonaws.com in."
)


def failure_mail(desk: Desk, what: FailureMail) -> None:
    """Answer each mail in the message."""
    said = whole(desk, what)
    found = failures_of(said)
    if found:
        answer_failures(desk, found, Root(what.ts, Origin.MAIL, said))
    elif what.file and not desk.job.place.user:
        app_post(desk, AppPost(what.ts, said))  # another mail of AWS's, forwarded unseen


def answer_failures(desk: Desk, found: tuple[Failure, ...], root: Root) -> None:
    """Check the budgets that these mails name, and answer in the thread."""
    directory = desk.reader.directory()
    if isinstance(directory, Unread):
        say(desk, unread("which accounts there are", directory))
        return
    # The last one first: a mention in the thread finds the budget of the one that began it last.
    for number, failure in reversed(list(enumerate(found[:MOST]))):
        _answer(desk, directory, failure, replace(root, number=number, topic=failure.topic))
    if len(found) > MOST:
        say(desk, f"{len(found) - MOST} more mails in this message are not looked at.", MOST)


def _answer(desk: Desk, directory: Directory, failure: Failure, root: Root) -> None:
    account = directory.find(failure.account) if failure.account else None
    if failure.account and account is None:
        say(desk, _unknown(failure), root.number)
    elif failure.budget and account:
        report = desk.report(account.id, failure.budget)
        answer_in_thread(desk, report, root)
    elif failure.budget:
        _look_for(desk, directory, failure, root)
    else:
        _on_topic(desk, failure, root)


def _unknown(failure: Failure) -> str:
    named = f'budget "{failure.budget}"' if failure.budget else f"topic {failure.topic}"
    return (
        f"This is AWS's mail that it cannot publish. Its {named} is in account {failure.account}, "
        "which is not known here, so nothing was looked at. docs/accounts.md says how an account "
        "is added."
    )


def _look_for(desk: Desk, directory: Directory, failure: Failure, root: Root) -> None:
    """A mail that was cut before its topic names no account."""
    found = search(desk, directory, failure.budget)
    if len(found.having) > 1:
        entries = [Entry(one.id, one.title, found.name) for one in found.having]
        said = which_account(mark(desk, root.number), entries, found.note)
        reply(desk, said, root.number)
    elif found.having:
        report = desk.report(found.having[0].id, failure.budget)
        answer_in_thread(desk, report, root, found.note)
    else:
        text = f'No account that is known here has a budget "{failure.budget}". {found.note}'
        say(desk, text.strip(), root.number)


def _on_topic(desk: Desk, failure: Failure, root: Root) -> None:
    """No budget is named: one of those on the same topic stands for it."""
    anomaly = failure.sender == COST_ANOMALY.id
    hanging = _hanging(desk, failure.topic)
    if hanging:
        account, budget = hanging
        note = _ANOMALY if anomaly else ""
        report = desk.report(account, budget)
        answer_in_thread(desk, report, root, note)
    elif anomaly and failure.topic:
        say(desk, _NO_BUDGET_THERE.format(topic=failure.topic), root.number)
    else:
        say(desk, _NO_NAME, root.number)


def _hanging(desk: Desk, topic: str) -> tuple[str, str] | None:
    if desk.office is None or not topic:
        return None
    try:
        found = desk.office.verdicts.on_topic(topic)
    except StoreError:
        return None
    return (found[0].account, found[0].budget) if found else None
