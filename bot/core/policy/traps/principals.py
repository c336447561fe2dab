"""Principals that are not the sender, though somebody thought so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from bot.core.policy.traps.suspect import Clue, Suspect, SuspectKind

_CONFUSED = (
    frozenset({"budgets", "costalerts", "ce", "costexplorer", "cost-explorer", "billing", "cur"}),
    frozenset({"events", "cloudwatch", "monitoring", "logs", "alarms"}),
)
"""Services that people take for one another, by the first label of their names (CAUSES, T5)."""

_ACCOUNT = re.compile(r"[0-9]{12}|arn:[^:]*:iam::[0-9]{12}:root")


def principal_traps(clue: Clue) -> Iterator[Suspect]:
    """What is wrong with whom the statement names. Nothing where it names the sender."""
    principal, sender = clue.statement.principal, clue.request.service
    if principal is None:
        yield from _unreadable(clue)
        return
    if principal.names(sender):
        return
    for name in sorted(principal.services):
        says = _misspelt(name, sender)
        if says is None and clue.result.near_miss:
            says = _mistaken(name, sender)
        if says:
            yield clue.suspect(SuspectKind.WRONG_SERVICE, says)
    for name in principal.aws:
        if _resembles(name, sender):
            yield clue.suspect(
                SuspectKind.SERVICE_UNDER_AWS,
                f'names {name} under "AWS", where only accounts, users and roles count. '
                f'It should be "Principal": {{"Service": "{sender}"}}.',
            )
    if _only_accounts(principal.aws) and not principal.services and clue.result.near_miss:
        yield clue.suspect(
            SuspectKind.ROOT_ONLY,
            f"names only {principal.aws[0]}: that leaves the decision to the account's IAM "
            f"policies and never covers a service such as {sender}.",
            meant=False,
        )


def _unreadable(clue: Clue) -> Iterator[Suspect]:
    told = any("NotPrincipal" in problem for problem in clue.statement.problems)
    if told and clue.result.near_miss:
        yield clue.suspect(
            SuspectKind.NOT_PRINCIPAL,
            "has NotPrincipal with Allow, which AWS does not accept. "
            f'It should be "Principal": {{"Service": "{clue.request.service}"}}.',
        )


def _misspelt(name: str, sender: str) -> str | None:
    should = f"It should be {sender}."
    if name == "*":
        return f'names the service "*", and a wildcard is no service. {should}'
    if _resembles(name, sender):
        return f"names {name}, which is not the sender's name: names compare whole. {should}"
    return None


def _mistaken(name: str, sender: str) -> str | None:
    """Another service, taken for the sender: told only where all else is right."""
    should = f"It should be {sender}."
    first, own = _first(name), _first(sender)
    if first == "sns":
        return f"lets {name} in, but {sender} makes this call itself. {should}"
    if any({first, own} <= family for family in _CONFUSED):
        return f"lets {name} in, which is another service. {should}"
    return None


def _resembles(name: str, sender: str) -> bool:
    """A misspelt form of the sender: another case, a Region or suffix too many, a letter off."""
    if name.startswith("arn:") or name == "*":
        return False
    first, own = _first(name), _first(sender)
    return first == own or SequenceMatcher(None, first[:64], own).ratio() >= 0.85


def _first(name: str) -> str:
    return name.lower().removeprefix("aws-").partition(".")[0]


def _only_accounts(names: tuple[str, ...]) -> bool:
    return bool(names) and all(_ACCOUNT.fullmatch(name) for name in names)
