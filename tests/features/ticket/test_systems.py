"""Tickets from Slack in the local GitHub, Jira and ServiceNow: opened once, and told as closed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.model.read import Cause, ReadFailed
from bot.features.ticket.poll import EVERY
from bot.settings import Settings
from bot.tickets import TicketPorts, kind_named, made_ready
from playground.demo.ticket_systems import SECRET, settings_of
from playground.tickets import LocalTickets
from tests.features.conftest import GRANT
from tests.features.ticket.test_poll import passes, said
from tests.features.ticket.test_tickets import OPEN, enter, only
from tests.features.world import Mending, text_of

SYSTEMS = ("github", "jira", "servicenow")


@pytest.fixture
def different() -> dict[str, Any]:
    return {"tickets": ("opsitem",)}


def set_up(world: Mending, tickets: LocalTickets, name: str) -> None:
    """The world with this one system, at the local one's address."""
    settings = Settings.from_environment({**settings_of(tickets), "TICKETS": name})

    def ports(system: str) -> TicketPorts:
        given = settings.ticket_settings[system]
        return TicketPorts(_no_aws, given, secret=lambda: SECRET[system])

    ready = made_ready([(name, kind_named(name))], ports, settings.tickets_secret_parameter)
    world.worker.parts = replace(world.worker.parts, ticket_systems=ready)


def _no_aws(account: str) -> ReadFailed:
    return ReadFailed("", account, Cause.UNREACHABLE)


@pytest.mark.parametrize("name", SYSTEMS)
def test_it_is_opened_once_and_shown_instead_of_offered(
    world: Mending, tickets: LocalTickets, name: str
) -> None:
    set_up(world, tickets, name)
    answer = world.check(GRANT)
    shown = enter(world, world.preview(answer, OPEN), "My title", "A note of mine")
    assert f"{only(world)}" in shown and "is open in" in " ".join(shown.split())
    assert "was open already" in world.submit(world.preview(answer, OPEN))
    assert len({one.ticket for one in world.store.opened.open()}) == 1
    assert only(world) in text_of(world.check(GRANT))
    passes(world, EVERY)
    assert len([one for one in said(world) if "closed" in one]) == 0


def test_an_issue_that_is_closed_as_not_planned_is_told(
    world: Mending, tickets: LocalTickets
) -> None:
    set_up(world, tickets, "github")
    world.submit(world.preview(world.check(GRANT), OPEN))
    repository, _, number = only(world).partition("#")
    tickets.github.close(repository, int(number), "not_planned")
    passes(world, EVERY)
    line = said(world)[-1]
    assert "(closed as not planned)" in line and line.endswith("The fault is still there.")
