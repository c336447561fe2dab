"""What keeps budget-check from opening pull requests, told by reading alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.sources import Place
from bot.tickets import SetupFault
from playground.tickets import Fault, LocalTickets
from playground.tickets.github import seed
from playground.tickets.github.model import Token
from tests.pull_requests.github import PLACE, code_of, local

__all__ = ["local"]

DAY = 24 * 3600.0


def faults(local: LocalTickets, place: Place = PLACE, token: str = seed.TOKEN) -> list[SetupFault]:
    found = list(code_of(local, token).faults(place))
    assert {one.method for one in local.requests()} <= {"GET"}
    return found


def test_a_set_up_without_a_fault(local: LocalTickets) -> None:
    assert faults(local) == []
    assert faults(local, replace(PLACE, repository=seed.PRIVATE)) == []


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (replace(PLACE, base="prod"), "has no branch prod"),
        (replace(PLACE, path="nowhere"), "has no nowhere on the branch main"),
        (replace(PLACE, repository=seed.ARCHIVED), "acme/old-infra is archived"),
        (replace(PLACE, repository="acme/nothing"), "shows budget-check no acme/nothing"),
    ],
)
def test_a_place_that_takes_none(local: LocalTickets, place: Place, words: str) -> None:
    (told,) = faults(local, place)
    assert words in told.says
    assert told.certain


def test_a_token(local: LocalTickets) -> None:
    (told,) = faults(local, token=seed.ENDED_TOKEN)
    assert "has ended" in told.says
    (told,) = faults(local, token="")
    assert "There is no token" in told.says
    local.clock.advance(360 * DAY)
    (told,) = faults(local)
    assert ("ends on 2027-11-30" in told.says, told.certain) == (True, False)


@pytest.mark.parametrize(
    ("missing", "right"),
    [
        ("contents", "Contents: read and write"),
        ("pull_requests", "Pull requests: read and write"),
    ],
)
def test_a_right_that_is_missing(local: LocalTickets, missing: str, right: str) -> None:
    rights = {"metadata": "read", "contents": "write", "pull_requests": "write"}
    del rights[missing]
    local.github.tokens["narrow"] = Token("narrow", seed.BOT, rights)
    (told,) = faults(local, replace(PLACE, repository=seed.PRIVATE), "narrow")
    assert right in told.says
    assert told.certain


def test_somebody_who_may_not_push(local: LocalTickets) -> None:
    rights = {"metadata": "read", "contents": "write", "pull_requests": "write"}
    local.github.tokens["guest"] = Token("guest", seed.STRANGER, rights)
    (told,) = faults(local, token="guest")
    assert "may not push to acme/infra" in told.says


def test_an_outage_is_no_fault_of_the_set_up(local: LocalTickets) -> None:
    local.faults.add(Fault("github", "GET", "/git/trees", status=500, times=None))
    (told,) = faults(local)
    assert not told.certain
