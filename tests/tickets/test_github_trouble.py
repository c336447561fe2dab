"""GitHub refuses, is busy, is down: what is missing is named, and a new try works."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest

from bot.tickets import SetupFault, Ticket, Trouble
from playground.tickets import Fault, LocalTickets
from playground.tickets.github import seed
from playground.tickets.github.model import Token
from tests.rest.server import answer, misbehaving
from tests.tickets.github import REPOSITORY, issues_of, local
from tests.tickets.test_github import DRAFT

__all__ = ["local"]

RIGHT = "Issues: read and write"
DAY = 24 * 3600.0


def trouble(local: LocalTickets, token: str = seed.TOKEN, **settings: str) -> Trouble:
    found = issues_of(local, token, **settings).open(DRAFT)
    assert isinstance(found, Trouble)
    return found


def faults(local: LocalTickets, token: str = seed.TOKEN, **settings: str) -> list[SetupFault]:
    before = len(local.requests())
    found = list(issues_of(local, token, **settings).faults())
    assert {one.method for one in local.requests()[before:]} <= {"GET"}
    return found


def fault(local: LocalTickets, token: str = seed.TOKEN, **settings: str) -> SetupFault:
    (found,) = faults(local, token, **settings)
    return found


def test_a_set_up_without_a_fault(local: LocalTickets) -> None:
    assert faults(local, LABELS="bug") == []
    assert faults(local, seed.ISSUES_TOKEN) == []


def test_a_token_that_has_ended(local: LocalTickets) -> None:
    found = trouble(local, seed.ENDED_TOKEN)
    assert "does not accept budget-check's token" in found.says
    assert (found.again, found.permission) == (True, "")
    told = fault(local, seed.ENDED_TOKEN)
    assert told.certain
    assert "new fine-grained token for acme/infra with the permission Issues: read and write" in (
        told.do
    )


def test_no_token(local: LocalTickets) -> None:
    assert "There is no token for GitHub" in trouble(local, "").says
    told = fault(local, "")
    assert ("There is no token for GitHub" in told.says, told.certain) == (True, True)
    assert local.requests() == []


@pytest.mark.parametrize(("days", "told"), [(13, True), (0.5, True), (15, False)])
def test_a_token_that_ends_soon(local: LocalTickets, days: float, told: bool) -> None:
    local.clock.advance(365 * DAY - days * DAY)
    found = faults(local)
    assert [one.certain for one in found] == [False] * told
    assert all("The token for GitHub ends on 2027-11-30" in one.says for one in found)


def test_a_token_without_the_right(local: LocalTickets) -> None:
    found = trouble(local, seed.READER_TOKEN)
    assert found.permission == RIGHT
    assert f"needs the permission {RIGHT} in acme/infra" in found.says
    assert found.again
    assert isinstance(issues_of(local).open(DRAFT), Ticket)


def test_a_token_that_may_not_read_issues_of_a_private_repository(local: LocalTickets) -> None:
    rights = {"metadata": "read", "contents": "write"}
    local.github.tokens["narrow"] = Token("narrow", seed.BOT, rights)
    found = trouble(local, "narrow", REPOSITORY=seed.PRIVATE)
    assert found.permission == RIGHT
    told = fault(local, "narrow", REPOSITORY=seed.PRIVATE)
    assert RIGHT in told.says
    assert "Give it that permission" in told.do


@pytest.mark.parametrize("name", [seed.PRIVATE, "acme/nothing"])
def test_a_repository_that_the_token_does_not_see(local: LocalTickets, name: str) -> None:
    found = trouble(local, seed.ISSUES_TOKEN, REPOSITORY=name)
    assert f"shows budget-check no {name}" in found.says
    assert found.permission == RIGHT
    told = fault(local, seed.ISSUES_TOKEN, REPOSITORY=name)
    assert (f"no {name}" in told.says, told.certain) == (True, True)


def test_a_repository_that_is_archived(local: LocalTickets) -> None:
    found = trouble(local, REPOSITORY=seed.ARCHIVED)
    assert "acme/old-infra is archived" in found.says
    assert (found.again, found.permission) == (False, "")
    assert "acme/old-infra is archived" in fault(local, REPOSITORY=seed.ARCHIVED).says


def test_a_repository_without_issues(local: LocalTickets) -> None:
    found = trouble(local, REPOSITORY=seed.WITHOUT_ISSUES)
    assert "Issues are turned off in acme/mirror" in found.says
    assert not found.again
    assert "turned off in acme/mirror" in fault(local, REPOSITORY=seed.WITHOUT_ISSUES).says


def test_who_may_not_set_labels_and_labels_that_are_not_there(local: LocalTickets) -> None:
    rights = {"metadata": "read", "issues": "write"}
    local.github.tokens["guest"] = Token("guest", seed.STRANGER, rights)
    (told,) = faults(local, "guest")
    assert "drops them without a word" in told.says
    (told,) = faults(local, LABELS="bug,fin ops/é")
    assert "There is no label fin ops/é in acme/infra" in told.says
    assert not told.certain


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"status": 403, "retry_after": 120}, "Try again in 2 minutes"),
        ({"status": 429, "retry_after": 1}, "takes no more requests just now"),
        ({"status": 500}, "did not answer in time"),
        ({"drop": True}, "did not answer in time"),
    ],
)
def test_when_it_is_down_a_new_try_works(
    local: LocalTickets, fault: dict[str, Any], words: str
) -> None:
    local.faults.add(Fault("github", times=None, **fault))
    found = trouble(local)
    assert words in found.says
    assert (found.again, found.permission) == (True, "")
    (told,) = faults(local)
    assert (words in told.says, told.certain) == (True, False)
    local.faults.clear()
    assert isinstance(issues_of(local).open(DRAFT), Ticket)
    assert len(local.github.issues()) == 1


def test_a_short_hitch_is_not_even_seen(local: LocalTickets) -> None:
    local.fail("github", method="POST", status=429, retry_after=1)
    local.fail("github", method="GET", drop=True)
    assert isinstance(issues_of(local).open(DRAFT), Ticket)
    assert len(local.github.issues()) == 1


def test_a_host_that_is_not_githubs(local: LocalTickets) -> None:
    with misbehaving(answer(200, b"<html>Please log in</html>")) as server:
        found = trouble(local, API_URL=server.url)
    assert found.says == (
        f"What answers at {server.url.removeprefix('http://')} is not GitHub's API (status 200): "
        "check GITHUB_API_URL."
    )
    assert not found.again
    assert len(server.got) == 1


def test_a_token_is_in_no_sentence_and_no_log(
    local: LocalTickets, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    acts: list[Callable[[], object]] = [
        lambda: trouble(local, seed.ENDED_TOKEN),
        lambda: faults(local, seed.ENDED_TOKEN),
        lambda: issues_of(local, seed.ENDED_TOKEN).look("", f"{REPOSITORY}#1"),
    ]
    said = repr([act() for act in acts])
    assert seed.ENDED_TOKEN not in said + caplog.text
    assert seed.ENDED_TOKEN in str(local.github.tokens)
