"""Whose AWS is read: that of the caller's credentials, or an account of ACCOUNTS_PARAMETER."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from bot.aws.accounts import Accounts
from bot.aws.clients import Aws
from bot.core.accounts.directory import Account, Directory
from bot.core.model.read import Cause, ReadFailed
from bot.core.names import flat
from bot.core.texts.words import first_of
from bot.errors import UsageError

_MOST = 20
_HOPELESS = (Cause.NO_CREDENTIALS, Cause.EXPIRED, Cause.UNREACHABLE)


@dataclass(frozen=True, slots=True)
class Opened:
    """The account to read, "" where not even that is known, and its AWS or why there is none."""

    account: str
    aws: Aws | ReadFailed


def opened(own: Aws, path: str, asked: str | None) -> Opened:
    """The account that was asked for by id, or by alias where `path` is ACCOUNTS_PARAMETER.

    None asks for that of the credentials. Raises UsageError for an id that is none, one that is not
    that of the credentials (without ACCOUNTS_PARAMETER), and an account that no entry names.
    """
    account = None if asked is None else flat(asked)
    if account is not None and path:
        return _listed(Accounts(own, path, monotonic), account)
    if account is not None and not re.fullmatch(r"[0-9]{12}", account):
        raise UsageError(f"--account {asked!r} is not an account id: it has 12 digits.")
    return _own(own, account)


def _own(aws: Aws, account: str | None) -> Opened:
    own = aws.account()
    if isinstance(own, ReadFailed):
        hopeless = account is None or own.cause in _HOPELESS
        return Opened(account or "", own if hopeless else aws)
    if account not in (None, own):
        raise UsageError(
            f"These credentials are of account {own}, and what publishes shows only in its own "
            f"account: use credentials, or a --profile, of {account}."
        )
    return Opened(own, aws)


def _listed(accounts: Accounts, asked: str) -> Opened:
    directory = accounts.directory()
    if isinstance(directory, ReadFailed):
        return Opened("", directory)
    account = directory.find(asked)
    if account is None:
        several = directory.called(asked)
        if directory.incomplete and not several:
            return Opened("", directory.incomplete)
        raise UsageError(_several(several, asked) if several else _no_such(directory, asked))
    return Opened(account.id, accounts.reading(account.id))


def _several(several: Sequence[Account], asked: str) -> str:
    ids = " and ".join(one.id for one in several)
    return f"--account {asked!r} is what {len(several)} accounts are called: give one's id, {ids}."


def _no_such(directory: Directory, asked: str) -> str:
    wrong = directory.wrong_entry(asked)
    if wrong:
        return f"--account {asked!r} cannot be used: {wrong.says}"
    known = first_of([one.title for one in directory.near(asked) or directory.all], _MOST)
    return f"--account {asked!r} is no account that ACCOUNTS_PARAMETER names. It names {known}."
