"""Signs that a statement is meant for a sender, whomever it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.policy.arns import split
from bot.core.policy.decision import Match
from bot.core.policy.traps.suspect import Clue

_ALSO_IN_SIDS: Mapping[str, tuple[str, ...]] = {
    "costalerts": ("costalert", "anomaly"),
    "events": ("eventbridge", "eventrule", "events"),
}
_SHORT = 4
"""A name of so many letters says something only as it is ("sns")."""


def signs(clue: Clue) -> tuple[str, ...]:
    """The parts of the statement that speak of the sender: "Sid", "aws:SourceArn"..."""
    return tuple(dict.fromkeys(_signs(clue)))


def is_the_owners(clue: Clue) -> bool:
    """Whether this is the owner's access: the default statement of a topic, old or new.

    Both let everybody in whose aws:SourceOwner, or today aws:SourceAccount, is the topic's account
    (FACTS 2.2). Its actions include the topic's deletion, so nobody is ever told to change it.
    """
    principal = clue.statement.principal
    if principal is None or not principal.everyone or principal.services:
        return False
    return any(
        key == "aws:sourceowner" or (key == "aws:sourceaccount" and clue.owner in found.values)
        for found in clue.result.conditions
        for key in [found.key.lower()]
    )


def first_label(name: str) -> str:
    """The service in a principal's name: "budgets" of "budgets.amazonaws.com"."""
    return name.lower().removeprefix("aws-").removeprefix("aws").partition(".")[0]


def _signs(clue: Clue) -> Iterator[str]:
    sid = (clue.result.sid or "").lower().replace("-", "").replace("_", "")
    if _covers(clue) and any(word in sid for word in _words(clue.request.service)):
        yield "Sid"
    for found in clue.result.conditions:
        source = found.key.lower() == "aws:sourcearn" and _of_the_sender(clue, found.values)
        if source or clue.request.service in found.values:
            yield found.key


def _covers(clue: Clue) -> bool:
    """A Sid alone says little of a statement that is about another action."""
    return clue.result.action is not Match.NO or clue.statement.principal is None


def _words(service: str) -> tuple[str, ...]:
    label = first_label(service)
    stem = label.removesuffix("s") if len(label) > _SHORT else label
    return _ALSO_IN_SIDS.get(label, (stem,))


def _of_the_sender(clue: Clue, values: tuple[str, ...]) -> bool:
    actual = split(clue.carried("aws:SourceArn") or "")
    wanted = (value.split(":") for value in values)
    return actual is not None and any(len(w) > 2 and w[2] == actual[2] for w in wanted)
