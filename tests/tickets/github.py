"""A GitHub on loopback, and the bot's ticket system over it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.core.model.read import Cause, ReadFailed
from bot.rest import Asked, Client, Http, Request
from bot.tickets import TicketPorts, TicketSystem, kind_named
from playground.tickets import Clock, LocalTickets
from playground.tickets.github import seed

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
REPOSITORY = seed.REPOSITORY


@pytest.fixture
def local() -> Iterator[LocalTickets]:
    with LocalTickets(clock=Clock(NOW.timestamp())) as tickets:
        yield tickets


def ports(local: LocalTickets, token: str = seed.TOKEN, **settings: str) -> TicketPorts:
    """What the system may use; nothing waits between tries."""

    def nobody(account: str) -> ReadFailed:
        return ReadFailed("sts:AssumeRole", account, Cause.REFUSED)

    given = {"API_URL": local.github_url, "REPOSITORY": REPOSITORY, **settings}
    return TicketPorts(
        nobody,
        given,
        Client(lambda _: None),
        lambda: {"token": token},
        lambda: datetime.fromtimestamp(local.github.clock.seconds(), UTC),
    )


def issues_of(local: LocalTickets, token: str = seed.TOKEN, **settings: str) -> TicketSystem:
    return kind_named("github").make(ports(local, token, **settings))


class KilledError(BaseException):
    """The process ends here."""


class Killed:
    """An Http whose process is killed at one of its requests: before it is sent, or once it was
    carried out.
    """

    def __init__(self, http: Http, at: int, *, sent: bool) -> None:
        self._http = http
        self._left = at
        self._sent = sent

    def send(self, request: Request) -> Asked:
        self._left -= 1
        if self._left < 0 and not self._sent:
            raise KilledError
        given = self._http.send(request)
        if self._left < 0:
            raise KilledError
        return given
