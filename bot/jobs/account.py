"""Which account a job is about, and which accounts could not be looked at."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.core.accounts.authorize import Refusal
from bot.core.accounts.directory import Account, Directory
from bot.core.model.read import ReadFailed
from bot.core.texts import accounts as texts
from bot.core.texts import unread as reads
from bot.core.texts.words import first_of
from bot.jobs.context import Context
from bot.jobs.reply import reply_text
from bot.jobs.rights import account_refusal
from bot.slack.render.texts import unread

_log = logging.getLogger(__name__)
_MOST = 5
"""So many are told with their reasons, the others counted."""


def directory_of(context: Context) -> Directory | ReadFailed:
    """Every known account that who asks may see (docs/accounts.md, "Who may see an account")."""
    directory = context.reader.directory()
    if isinstance(directory, ReadFailed):
        return directory
    narrowed = directory.narrowed()
    refused = {_seen_by(one): one for one in narrowed}  # thousands may be one organisation's
    closed = {key for key, one in refused.items() if account_refusal(context, one)}
    hidden = frozenset(one.id for one in narrowed if _seen_by(one) in closed)
    return replace(directory, hidden=hidden) if hidden else directory


def _seen_by(account: Account) -> tuple[tuple[str, ...], bool]:
    return account.viewers, account.in_doubt


def hidden_account(context: Context, id: str) -> Refusal | None:
    """Why who asks may not see the account of this id; None where they may.

    Where accounts have entries, and those cannot be read, nobody can tell who may. An account that
    is not known may have left an organisation: it is for those who alone could see it there.
    """
    directory = context.reader.directory()
    if isinstance(directory, Directory) and (found := directory.of_id(id)):
        return account_refusal(context, found)
    if not id:
        return None
    if isinstance(directory, ReadFailed) or directory.incomplete:
        closed = bool(context.settings.accounts_parameter)
        return account_refusal(context, Account(id, in_doubt=True)) if closed else None
    viewers = (one.viewers for one in directory.organizations if one.viewers)
    refused = (account_refusal(context, Account(id, viewers=one)) for one in viewers)
    return next(filter(None, refused), None)


def is_hidden(context: Context, id: str) -> bool:
    """Whether who asks may not see the account of this id: then they are told."""
    refused = hidden_account(context, id)
    if refused:
        reply_text(context, refused.text, refused.ask)
    return bool(refused)


def known_account(context: Context, asked: str | None) -> str | ReadFailed | None:
    """The id of the account that was asked for, by id or alias, looked up in the directory.

    budget-check's own where none was; None, and the person told, where there is no such account,
    or none that they may see. ReadFailed where that cannot be said.
    """
    directory = directory_of(context)
    if isinstance(directory, ReadFailed):
        return directory
    found = directory.find(asked or directory.own.id)
    if found:
        return found.id
    hidden = directory.find_hidden(asked or directory.own.id)
    if hidden and is_hidden(context, hidden.id):
        return None
    wanted = asked or ""
    wrong, several = directory.wrong_entry(wanted), directory.called(wanted)
    if directory.incomplete and not several:
        return directory.incomplete
    cannot = texts.CANNOT_USE.format(asked=wanted, why=wrong.says) if wrong else ""
    reply_text(context, _several(several, wanted) or cannot or _no_such(directory, wanted))
    return None


def sure_account(context: Context, account: str | ReadFailed | None) -> str | None:
    """What `known_account` found; None, and the person told, also where that cannot be said."""
    if isinstance(account, ReadFailed):
        reply_text(context, unread(reads.THIS_ACCOUNT, account))
        return None
    return account


def is_known(context: Context, id: str) -> bool:
    """False, and said in the log, where the account of a job has left: it may be taken out while
    its events still come, and in the middle of a sweep.
    """
    directory = context.reader.directory()
    if isinstance(directory, ReadFailed) or directory.incomplete or directory.of_id(id):
        return True
    _log.warning("Job %s: account %s is not known here any more", context.job.id, id)
    return False


def account_name(context: Context, id: str) -> str:
    """What people call an account: its alias, else its id; "" for none."""
    found = _account(context, id)
    return found.short if found else id


def placed_account(context: Context, id: str) -> str:
    """The same for an answer, with its place in the organisation where that is known."""
    found = _account(context, id)
    if found is None:
        return id
    place = texts.place(found.place) if found.place else ""
    return texts.PLACED.format(account=found.short, place=place) if place else found.short


def may_be_mended(context: Context, account: str) -> bool:
    """Whether there is a role to mend this account with. Whether AWS lets it is seen later."""
    found = _account(context, account)
    return found is not None and (bool(found.mend_role) or not found.read_role)


def _account(context: Context, id: str) -> Account | None:
    """The account of this id; None where it is not known, or nobody can say."""
    directory = context.reader.directory() if id else None
    return directory.of_id(id) if isinstance(directory, Directory) else None


def not_looked_at(directory: Directory, answers: Mapping[str, object]) -> str:
    """Which accounts could not be looked at, and why: a line each; "" where all could."""
    lines = list(_reasons(directory, answers))
    more = len(lines) - _MOST
    shown = [*lines[:_MOST], *([texts.MORE.format(count=more)] if more > 0 else [])]
    return "\n".join([texts.NOT_LOOKED_AT, *shown]) if lines else ""


def _reasons(directory: Directory, answers: Mapping[str, object]) -> Iterator[str]:
    if directory.unread:
        yield unread(reads.ENTRIES, directory.unread)
    if directory.unlisted:
        yield unread(reads.ORGANIZATION, directory.unlisted)
    for id, answer in answers.items():
        account = directory.of_id(id)
        if account and isinstance(answer, ReadFailed):
            yield unread(reads.ACCOUNT.format(account=account.title), answer)
    yield from (texts.WRONG.format(alias=wrong.alias, why=wrong.says) for wrong in directory.wrong)


def _several(several: Sequence[Account], asked: str) -> str:
    if not several:
        return ""
    accounts = first_of([one.title for one in several], _MOST)
    return texts.SEVERAL.format(count=len(several), asked=asked, accounts=accounts)


def _no_such(directory: Directory, asked: str) -> str:
    if directory.alone:
        return texts.ALONE.format(own=directory.own.id, asked=asked)
    near = ", ".join(one.title for one in directory.near(asked))
    if near:
        return texts.NEAR.format(asked=asked, near=near)
    known = first_of([one.title for one in directory.all], _MOST)
    return texts.NONE_NEAR.format(asked=asked, known=known)
