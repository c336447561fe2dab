"""A name is looked for in every account at AWS, some accounts a job, where somebody asks for that.

What is known so far is one record; each step changes it once, by a condition, with the message that
shows it in the outbox. A job whose step has been made already leaves the next one: whatever dies in
between, and however often a job comes, no account is counted twice and the search goes on.
"""

from __future__ import annotations

import logging
from dataclasses import replace

from bot.core.accounts.directory import Directory
from bot.core.jobs import Job, Place
from bot.core.jobs.lookups import LookEverywhere, LookFurther, ShowLookup
from bot.core.lookup import LookedUp, Lookup, looked_at
from bot.core.model.read import ReadFailed
from bot.core.outgoing import Outgoing
from bot.core.texts import lookup as texts
from bot.core.texts import unread as reads
from bot.core.texts.words import thousands
from bot.jobs.account import directory_of
from bot.jobs.again import again
from bot.jobs.context import Context
from bot.jobs.outbox import kept, send
from bot.jobs.reader import listed_budgets
from bot.jobs.registry import handles
from bot.jobs.reply import reply_text
from bot.slack.render.texts import unread

AT_ONCE = 200
"""Accounts of one job: it ends long before Lambda's 150 seconds, and its message is drawn after."""
_log = logging.getLogger(__name__)


@handles(LookEverywhere)
def look_everywhere(context: Context, what: LookEverywhere) -> None:
    """Begin one; where the person has one running already, say so and see to it that it goes on.

    Raises StoreError and QueueError.
    """
    directory = directory_of(context)
    if isinstance(directory, ReadFailed):
        reply_text(context, unread(reads.ACCOUNTS, directory))
        return
    new = _new(context, directory, what.name)
    message = _shows(context, new)
    lookup = context.store.lookups.begin(new, [message])
    if lookup.over:
        return
    context.queue.send(_further(context, lookup))
    if lookup.id == new.id:
        send(context, [message])
    else:
        reply_text(context, _already(lookup, what.name))


@handles(LookFurther)
def look_further(context: Context, what: LookFurther) -> None:
    """Ask the next accounts, and leave a job for those after them. Raises StoreError, QueueError
    and, of a rate limit alone, SlackError.
    """
    lookup = context.store.lookups.get(what.lookup)
    if lookup is None or lookup.over:
        return
    if lookup.after != what.after:
        context.queue.send(_further(context, lookup))  # who made this step may have died then
        return
    directory = directory_of(context)
    unread = directory if isinstance(directory, ReadFailed) else directory.incomplete
    if unread is None and isinstance(directory, Directory):
        _step(context, lookup, _asked(context, lookup, directory))
    elif unread and not _again(context, unread):
        _step(context, lookup, replace(lookup, over=True, stopped=_why(unread)))


def _step(context: Context, was: Lookup, now: Lookup) -> None:
    message = _shows(context, now)
    if not context.store.lookups.step(was, now, [message]):
        _log.info("Job %s: another delivery has looked there", context.job.id)
        return
    if not now.over:
        context.queue.send(_further(context, now))
    send(context, [message])


def _asked(context: Context, lookup: Lookup, directory: Directory) -> Lookup:
    rest = sorted((one for one in directory.all if one.id > lookup.after), key=lambda one: one.id)
    some = rest[:AT_ONCE]
    listed = context.reader.all_budgets(some) if some else {}
    silent = {
        one.id: unread(reads.ACCOUNT.format(account=one.title), answer)
        for one in some
        if isinstance(answer := listed[one.id], ReadFailed)
    }
    ids = [one.id for one in some]
    budgets = listed_budgets(some, listed)
    found = (LookedUp(account.id, account.title, one.name) for account, one in budgets)
    return looked_at(lookup, ids, found, silent, len(rest) - len(some))


def _again(context: Context, why: ReadFailed) -> bool:
    """Ask again later; False after the last attempt."""
    _log.error("Job %s: %s", context.job.id, _why(why))
    return again(context)


def _why(why: ReadFailed) -> str:
    return unread(reads.ACCOUNTS, why)


def _new(context: Context, directory: Directory, name: str) -> Lookup:
    place = context.job.place
    return Lookup(
        context.job.id,
        name,
        context.clock(),
        place.team,
        place.user,
        place.channel,
        place.thread,
        place.name,
        total=len(directory.all),
    )


def _further(context: Context, lookup: Lookup) -> Job:
    what = LookFurther(lookup.id, lookup.after)
    return Job(context.new_id(), _place(lookup), what)


def _shows(context: Context, lookup: Lookup) -> Outgoing:
    """The message that shows how far it is, of which the newest counts."""
    job = Job(context.new_id(), _place(lookup), ShowLookup(lookup.id))
    return kept(context, f"lookup:{lookup.id}", job)


def _place(lookup: Lookup) -> Place:
    team, user, channel = lookup.team, lookup.user, lookup.channel
    return Place(team, user, channel, thread=lookup.thread, name=lookup.asker)


def _already(lookup: Lookup, name: str) -> str:
    says = texts.BEGUN_ALREADY.format(
        name=lookup.name, looked=thousands(lookup.looked), total=thousands(lookup.total)
    )
    return says + (texts.BESIDE if lookup.name != name else "")
