"""Which account a job is about. There is one for now: that of the credentials."""

from __future__ import annotations

from bot.core.model import Unread
from bot.work.desk import Desk
from bot.work.screen import tell


def known_account(desk: Desk, asked: str | None) -> str | Unread | None:
    """The account that is read; None, and the person told, where they named another one."""
    here = desk.reader.account()
    if asked and not isinstance(here, Unread) and asked != here:
        tell(desk, f'Only account {here} is known here; "{asked}" is not.')
        return None
    return here
