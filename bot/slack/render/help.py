"""What `/budget-check help` says."""

from __future__ import annotations

from bot.core.findings import Status
from bot.core.texts import help as texts
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, actions, button
from bot.slack.render.phrase import phrase, rich
from bot.slack.values import pack


def help_message(id: str, *, remembers: bool = False, account: str = "") -> Message:
    """The help; every command listed here works. `remembers`: the store is there.

    `account` is whose log the button shows, "" for none.
    """
    last = texts.REMEMBERS if remembers else texts.READS
    lines = [
        phrase(one) for one in (texts.CHECK, texts.SENDERS, texts.LISTS, texts.ELSEWHERE, last)
    ]
    return message(id, texts.TITLE, [rich(*lines), actions(*_buttons(remembers, account))])


def _buttons(remembers: bool, account: str) -> list[Json]:
    whole = button(texts.ALL, "list.page.all", pack(account="", part="", page=0))
    if not remembers:
        return [whole]
    broken = pack(account="", part="", page=0, verdict=Status.BROKEN.value)
    log = [button(texts.LOG, "log.open", pack(account=account, about="", cursor=""))]
    return [button(texts.BROKEN, "list.page", broken), whole, *(log if account else [])]
