"""The playground's ticket systems as a system of ours meets them: over HTTP, with a real client."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from bot.core.model.read import Cause, ReadFailed
from bot.rest import Client
from bot.tickets import TicketPorts
from playground.tickets.local import LocalTickets


@pytest.fixture
def tickets() -> Iterator[LocalTickets]:
    """The three of them, with nothing opened."""
    with LocalTickets() as local:
        yield local


def no_aws(account: str) -> ReadFailed:
    """These systems need no AWS."""
    return ReadFailed("sts:GetCallerIdentity", account, Cause.NO_CREDENTIALS)


def ports(settings: Mapping[str, str], secret: Mapping[str, str] | ReadFailed) -> TicketPorts:
    """What a system may use; it pauses for nobody."""
    return TicketPorts(no_aws, settings, Client(pause=lambda _: None), lambda: secret)
