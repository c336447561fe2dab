"""What people do with what was opened: the buttons of the page."""

from __future__ import annotations

from typing import Any

import pytest

from playground.tickets import LocalTickets
from playground.tickets.github import seed
from tests.playground.tickets.ask import Client, github, jira, servicenow

REPO = f"/repos/{seed.REPOSITORY}"


def outside(tickets: LocalTickets) -> Client:
    return Client(f"{tickets.url}/_playground")


def issue(tickets: LocalTickets) -> None:
    assert github(tickets).post(f"{REPO}/issues", {"title": "A"}).status == 201


def pull(tickets: LocalTickets) -> None:
    known = tickets.github.repositories[seed.REPOSITORY]
    known.branches["a"] = known.branches["main"]
    tickets.github.push(seed.REPOSITORY, "a", {"a.tf": b"one\n"})
    body = {"title": "A", "head": "a", "base": "main", "draft": True}
    assert github(tickets).post(f"{REPO}/pulls", body).status == 201


def task(tickets: LocalTickets) -> None:
    fields = {"project": {"key": "OPS"}, "issuetype": {"id": "10001"}, "summary": "A"}
    assert jira(tickets).post("/rest/api/3/issue", {"fields": fields}).status == 201


def change(tickets: LocalTickets) -> None:
    got = servicenow(tickets).post("/api/sn_chg_rest/change/normal", {"short_description": "A"})
    assert got.status == 200


def shown(tickets: LocalTickets) -> Any:
    (one,) = outside(tickets).get("/opened").json["opened"]
    return one


ACTS = {
    "an issue closed": (issue, "close", "closed as completed by dana", False),
    "an issue declined": (issue, "decline", "closed as not_planned by dana", False),
    "a pull request merged": (pull, "merge", "merged by dana", False),
    "a pull request closed": (pull, "close", "closed by dana", False),
    "a task begun": (task, "begin", "In Progress", True),
    "a task done": (task, "close", "Done", False),
    "a task declined": (task, "decline", "Declined", False),
    "a change approved": (change, "approve", "Scheduled", True),
    "a change rejected": (change, "reject", "New", True),
    "a change begun": (change, "begin", "Implement", True),
    "a change closed": (change, "close", "Closed", False),
    "a change canceled": (change, "decline", "Canceled", False),
}


@pytest.mark.parametrize(("make", "act", "state", "is_open"), ACTS.values(), ids=ACTS)
def test_an_act(tickets: LocalTickets, make: Any, act: str, state: str, is_open: bool) -> None:
    make(tickets)
    one = shown(tickets)
    assert act in {each["id"] for each in one["acts"]}
    before = tickets.version
    done = {"system": one["system"], "id": one["id"], "act": act}
    assert outside(tickets).post("/act", done).json == {"ok": True}
    after = shown(tickets)
    assert (after["state"], after["open"], bool(after["acts"])) == (state, is_open, is_open)
    assert tickets.version > before


@pytest.mark.parametrize("act", ["close", "dance"])
def test_what_is_over_stays_so(tickets: LocalTickets, act: str) -> None:
    issue(tickets)
    tickets.github.close(seed.REPOSITORY, 1)
    done = {"system": "github", "id": "acme/infra#1", "act": act}
    got = outside(tickets).post("/act", done)
    assert got.status == 400
    assert got.json["error"].startswith("acme/infra#1 is closed as completed by dana: nobody can")


def test_what_is_not_there(tickets: LocalTickets) -> None:
    got = outside(tickets).post("/act", {"system": "jira", "id": "OPS-9", "act": "close"})
    assert (got.status, got.json["error"]) == (400, "There is no OPS-9 in jira.")
