"""Which budget one of our own messages is the check of: its act Check again says so."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bot.slack.values import unpack

_AGAIN = "check.again"
_PICK = "budget.pick"
_BUDGETS = "watch.budgets"


class Answered(NamedTuple):
    """The budget; both "" where the message is no check of ours."""

    account: str = ""
    budget: str = ""


def answered(message: Mapping[str, object]) -> Answered:
    """Read the message as Slack shows it.

    Another app could draw the same button: what comes of it is a check for somebody who may ask.
    """
    for carried in _again(message):
        try:
            value = unpack(carried)
        except ValueError:
            continue
        return Answered(str(value.get("account") or ""), str(value.get("budget") or ""))
    return Answered()


def _again(message: Mapping[str, object]) -> Iterator[str]:
    """What the act carries: a button, or an option of an overflow menu."""
    for element in _elements(message):
        if element.get("action_id") == _AGAIN:
            yield str(element.get("value"))
        for option in _mappings(element.get("options")):
            id, _, carried = str(option.get("value")).partition(" ")
            if id == _AGAIN:
                yield carried


def lists_several(message: Mapping[str, object]) -> bool:
    """Whether it has a button to check a budget in more than one row, or one that lists those of
    which a post of the watch tells.
    """
    if any(element.get("action_id") == _BUDGETS for element in _elements(message)):
        return True
    beside = (block.get("accessory") for block in _mappings(message.get("blocks")))
    rows = [one for one in beside if isinstance(one, Mapping) and one.get("action_id") == _PICK]
    return len(rows) > 1


def _elements(message: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    for block in _mappings(message.get("blocks")):
        yield from _mappings(block.get("elements"))


def _mappings(value: object) -> Iterator[Mapping[str, object]]:
    return (one for one in (value if isinstance(value, list) else ()) if isinstance(one, Mapping))
