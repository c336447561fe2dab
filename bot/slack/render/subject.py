"""Topics, alarms and other subjects to choose from, where what was asked for is not one thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.texts import subject as texts
from bot.slack.render.message import MOST_BLOCKS, Message, fit, message
from bot.slack.render.names import check_button
from bot.slack.render.parts import plain, section


@dataclass(frozen=True, slots=True)
class Choosable:
    """One of them: how it is shown, and what stands for it (`bot.core.reference`)."""

    shown: str
    account: str
    reference: str


def choice(id: str, text: str, each: Sequence[Choosable]) -> Message:
    """The text, and a button to check each of them."""
    rows = [
        [section(plain(one.shown), check_button(one.account, one.reference))]
        for one in each[:MOST_BLOCKS]
    ]
    beyond = len(each) - len(rows)
    return message(id, text, fit([section(plain(text))], rows, [], texts.NAME_ACCOUNT, beyond))
