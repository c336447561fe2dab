"""The AWS services that publish, one file each, found by path: its `SENDER` is all there is to it.

A path carries its sender (`Path.sender`). What judges, mends or words a path asks that one, and
names no service.
"""

from __future__ import annotations

from functools import cache

from bot.core.discovery import modules_of
from bot.core.senders._call import KEY_ACTIONS, PUBLISH, THROUGH_SNS, Origin, Resource
from bot.core.senders._sender import SOURCE_ACCOUNT, SOURCE_ARN, SOURCE_OWNER, Sender
from bot.core.senders.budgets import SENDER as BUDGETS
from bot.core.senders.cost_anomaly import SENDER as COST_ANOMALY
from bot.core.senders.sns import SENDER as SNS

__all__ = [
    "BUDGETS",
    "COST_ANOMALY",
    "KEY_ACTIONS",
    "PUBLISH",
    "SNS",
    "SOURCE_ACCOUNT",
    "SOURCE_ARN",
    "SOURCE_OWNER",
    "THROUGH_SNS",
    "Origin",
    "Resource",
    "Sender",
    "all_senders",
    "read_beside_budgets",
    "sender_as",
    "sender_by",
]


@cache
def all_senders() -> tuple[Sender, ...]:
    """Every sender that is known, by name."""
    return tuple(module.SENDER for module in modules_of(__name__, __path__))


def sender_by(option: str) -> Sender | None:
    """The sender whose subjects people ask for by this word; None where it is none's."""
    return next((one for one in all_senders() if option and one.option == option), None)


def read_beside_budgets() -> tuple[Sender, ...]:
    """The senders that a deployment may read beside budgets: those with a word for SENDERS."""
    return tuple(one for one in all_senders() if one.setting)


def sender_as(service: str, partition: str) -> Sender | None:
    """Who publishes as this principal in the partition; None where nobody that is known does."""
    return next((one for one in all_senders() if one.principal(partition) == service), None)
