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
    (docs/facts.md 2.2). Its actions include the topic's deletion, so nobody is ever told to change
    it.
    """
    principal = clue.statement.principal
    if principal is None or not principal.everyone or principal.services:
        return False
    return any(
        key == "aws:sourceowner" or (key == "aws:sourceaccount" and clue.owner in found.values)
        for found in clue.result.conditions
        for key in [found.key.lower()]
    )


def others_of(clue: Clue) -> tuple[str, ...]:
    """The services that it names beside the sender."""
    principal = clue.statement.principal
    named = principal.services if principal else frozenset()
    return tuple(sorted(named - {clue.request.service}))


def others_arns(clue: Clue) -> tuple[str, ...]:
    """The values of its aws:SourceArn that are ARNs of another service than the sender's own."""
    actual = split(clue.carried("aws:SourceArn") or "")
    values = (
        value
        for found in clue.result.conditions
        if found.key.lower() == "aws:sourcearn"
        for value in found.values
    )
    return tuple(v for v in values if actual and _service_of(v) not in {"", "*", actual[2]})


def is_anothers(clue: Clue) -> bool:
    """Whether it names another service and asks for what that one brings.

    Its Sid may come from the name of a rule or of an alarm about budgets, and says nothing then.
    """
    return bool(others_of(clue) and others_arns(clue))


def first_label(name: str) -> str:
    """The service in a principal's name: "budgets" of "budgets.amazonaws.com"."""
    return name.lower().removeprefix("aws-").removeprefix("aws").partition(".")[0]


def _signs(clue: Clue) -> Iterator[str]:
    sid = (clue.result.sid or "").lower().replace("-", "").replace("_", "")
    named = any(word in sid for word in _words(clue.request.service))
    if named and _covers(clue) and not is_anothers(clue):
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
    return actual is not None and any(_service_of(value) == actual[2] for value in values)


def _service_of(arn: str) -> str:
    parts = arn.split(":")
    return parts[2] if len(parts) > 2 else ""
