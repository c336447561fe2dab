"""What somebody asks for instead of a budget: "topic:NAME", "alarm:NAME" and so on.

A budget's name holds no colon (docs/facts.md 1.4), so the words need no quotes and hide no budget.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.names import flat
from bot.core.reference import TOPIC
from bot.core.senders import Sender, read_beside_budgets, sender_by
from bot.errors import UsageError

_NAMELESS = frozenset({"config"})
"""A Region has one delivery channel at most, so it needs no name."""


@dataclass(frozen=True, slots=True)
class SubjectOption:
    """A topic where `sender` is None, else a subject of the sender's; `name` may be an ARN."""

    sender: Sender | None
    name: str


def subject_option(text: str) -> SubjectOption | None:
    """What the text asks for; None where it is a budget's name.

    Raises UsageError for a word without a name behind it.
    """
    word, colon, rest = text.partition(":")
    option, name = flat(word).casefold(), flat(rest)
    sender = sender_by(option)
    if not colon or (sender is None and option != TOPIC):
        return None
    if not name and option not in _NAMELESS:
        noun = sender.subject if sender else TOPIC
        raise UsageError(f"{option}: needs the name or the ARN of the {noun} behind it.")
    return SubjectOption(sender, name)


def options() -> tuple[str, ...]:
    """The words, the topic's first."""
    return (TOPIC, *sorted(one.option for one in read_beside_budgets()))
