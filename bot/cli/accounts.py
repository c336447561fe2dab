"""A budget of an account that ACCOUNTS_PARAMETER names, for the command line."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.aws.accounts import Accounts
from bot.aws.gather import read
from bot.core.accounts.directory import Directory
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from bot.errors import UsageError


def facts_of(accounts: Accounts, asked: str, name: str) -> Facts:
    """Read one budget's path in the account of this alias or id.

    Raises UsageError where no entry names it, or the one that does is wrong.
    """
    directory = accounts.directory()
    if isinstance(directory, ReadFailed):
        return _unread(name, directory)
    account = directory.find(asked)
    if account is None:
        if directory.unread:
            return _unread(name, directory.unread)
        raise UsageError(_no_such(directory, asked))
    aws = accounts.reading(account.id)
    if isinstance(aws, ReadFailed):
        return _unread(name, aws, account.id)
    return read(aws, account.id, name, datetime.now(UTC))


def _unread(name: str, unread: ReadFailed, account: str = "") -> Facts:
    return Facts(account=account, name=name, now=datetime.now(UTC), budget=unread)


def _no_such(directory: Directory, asked: str) -> str:
    wrong = directory.wrong_entry(asked)
    if wrong:
        return f"--account {asked!r} cannot be used: {wrong.says}"
    known = ", ".join(one.title for one in directory.near(asked) or directory.all)
    return f"--account {asked!r} is no account that ACCOUNTS_PARAMETER names. It names {known}."
