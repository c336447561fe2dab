"""Trouble to order, the log of requests, and the doors from outside."""

from __future__ import annotations

import http.client
import threading

import pytest

from playground.tickets import LocalTickets
from playground.tickets.github import seed
from playground.tickets.servicenow import seed as servicenow_seed
from tests.playground.tickets.ask import Client, github, jira, servicenow

REPO = f"/repos/{seed.REPOSITORY}"
ISSUE = {"title": "Alerts are lost"}


def outside(tickets: LocalTickets) -> Client:
    return Client(f"{tickets.url}/_playground")


def test_too_many_requests_and_then_none_too_many(tickets: LocalTickets) -> None:
    tickets.fail("github", method="POST", retry_after=7, times=2)
    first, second, third = (github(tickets).post(f"{REPO}/issues", ISSUE) for _ in range(3))
    assert [one.status for one in (first, second, third)] == [429, 429, 201]
    assert first.headers["retry-after"] == "7"
    assert len(tickets.github.issues()) == 1


def test_the_second_limit_of_github_is_a_403(tickets: LocalTickets) -> None:
    tickets.fail("github", status=403, retry_after=60)
    got = github(tickets).get(REPO)
    assert (got.status, got.headers["retry-after"]) == (403, "60")
    assert "secondary rate limit" in got.json["message"]


@pytest.mark.parametrize(("after", "made"), [(False, 0), (True, 1)])
def test_a_connection_that_is_dropped(tickets: LocalTickets, after: bool, made: int) -> None:
    tickets.fail("github", method="POST", drop=True, after=after)
    with pytest.raises(http.client.RemoteDisconnected):
        github(tickets).post(f"{REPO}/issues", ISSUE)
    assert len(tickets.github.issues()) == made
    assert [(one.status, one.fault) for one in tickets.requests()] == [(201 if made else 0, True)]


def test_an_answer_that_ends_in_the_middle(tickets: LocalTickets) -> None:
    tickets.fail("github", method="POST", cut=True)
    with pytest.raises(http.client.IncompleteRead):
        github(tickets).post(f"{REPO}/issues", ISSUE)
    assert len(tickets.github.issues()) == 1


def test_a_server_that_fails_after_it_has_created(tickets: LocalTickets) -> None:
    tickets.fail("github", method="POST", status=500, after=True)
    assert github(tickets).post(f"{REPO}/issues", ISSUE).status == 500
    assert len(tickets.github.issues()) == 1


def test_only_what_it_is_about_is_hit(tickets: LocalTickets) -> None:
    tickets.fail("github", path=r"/labels$", status=503, times=None)
    assert github(tickets).get(f"{REPO}/labels").status == 503
    assert github(tickets).get(f"{REPO}/issues").status == 200
    assert jira(tickets).get("/rest/api/3/field").status == 200
    tickets.faults.clear()
    assert github(tickets).get(f"{REPO}/labels").status == 200


@pytest.mark.parametrize(
    ("kind", "reads", "writes"), [("ended", 401, 401), ("read-only", 200, 403)]
)
def test_a_token_that_is_less(tickets: LocalTickets, kind: str, reads: int, writes: int) -> None:
    change = servicenow(tickets)
    tickets.fail(token=kind, times=None)
    assert github(tickets).get(f"{REPO}/issues").status == reads
    assert github(tickets).post(f"{REPO}/issues", ISSUE).status == writes
    assert change.get("/api/sn_chg_rest/change").status == reads
    assert change.post("/api/sn_chg_rest/change/normal", {}).status == writes
    assert jira(tickets).get("/rest/api/3/field").status == reads
    assert jira(tickets).post("/rest/api/3/issue", {"fields": {}}).status == 401


def test_a_slow_answer_holds_up_nobody_else(tickets: LocalTickets) -> None:
    go = threading.Event()
    tickets.fail("github", method="POST", held=go)
    slow = threading.Thread(target=github(tickets).post, args=(f"{REPO}/issues", ISSUE))
    slow.start()
    assert github(tickets).get(f"{REPO}/issues").json == []
    go.set()
    slow.join()
    assert len(tickets.github.issues()) == 1


def test_the_log_holds_what_was_asked_and_no_token(tickets: LocalTickets) -> None:
    github(tickets).post(f"{REPO}/issues?a=b", ISSUE)
    servicenow(tickets)
    created, granted = tickets.requests()
    assert (created.system, created.method, created.path) == ("github", "POST", f"{REPO}/issues")
    assert (created.query, created.body, created.status) == ({"a": "b"}, ISSUE, 201)
    assert (granted.path, granted.body) == ("/oauth_token.do", None)
    told = outside(tickets).get("/requests").text
    for secret in (f"Bearer {seed.TOKEN}", servicenow_seed.CLIENT_SECRET + '"'):
        assert secret not in told


def test_everything_that_was_opened(tickets: LocalTickets) -> None:
    github(tickets).post(f"{REPO}/issues", {**ISSUE, "body": "Why"})
    servicenow(tickets).post("/api/sn_chg_rest/change/normal", {"short_description": "Change"})
    shown = outside(tickets).get("/opened").json["opened"]
    assert [(one["system"], one["id"], one["title"], one["open"]) for one in shown] == [
        ("github", "acme/infra#1", "Alerts are lost", True),
        ("servicenow", "CHG0030001", "Change", True),
    ]
    assert shown[0]["text"] == "Why"


def test_a_pull_request_is_merged_from_outside(tickets: LocalTickets) -> None:
    client = github(tickets)
    sha = client.get(f"{REPO}/git/ref/heads/main").json["object"]["sha"]
    client.post(f"{REPO}/git/refs", {"ref": "refs/heads/a", "sha": sha})
    pushed = {"branch": "a", "files": {"a.tf": "one\n"}}
    assert outside(tickets).post("/push", pushed).status == 200
    client.post(f"{REPO}/pulls", {"title": "A", "head": "a", "base": "main", "draft": True})
    (shown,) = outside(tickets).get("/opened").json["opened"]
    assert (shown["kind"], shown["state"]) == ("pull request", "draft")
    assert [one["id"] for one in shown["acts"]] == ["merge", "close"]
    assert shown["difference"] == "a.tf\n@@ -0,0 +1 @@\n+one"
    assert outside(tickets).post("/merge-pull", {"number": 1}).status == 200
    (merged,) = outside(tickets).get("/opened").json["opened"]
    assert (merged["state"], merged["open"], merged["acts"]) == ("merged by dana", False, [])
    again = outside(tickets).post("/merge-pull", {"number": 1})
    assert (again.status, again.json["error"]) == (400, "Pull Request is not mergeable")


def test_it_is_driven_from_outside(tickets: LocalTickets) -> None:
    github(tickets).post(f"{REPO}/issues", ISSUE)
    client = outside(tickets)
    assert client.post("/faults", {"system": "github", "status": 500}).json == {"ok": True}
    assert github(tickets).get(REPO).status == 500
    assert client.post("/close-issue", {"number": 1}).status == 200
    assert tickets.github.issues()[0].state == "closed"
    assert client.post("/reset").status == 200
    assert (tickets.github.issues(), tickets.requests()) == ([], [])


WRONG = {
    "no such act": ("/dance", {}),
    "no such fault": ("/faults", {"colour": "red"}),
    "a number as a text": ("/faults", {"status": "500"}),
    "an event": ("/faults", {"held": True}),
    "no such token": ("/faults", {"token": "stolen"}),
    "no such issue": ("/close-issue", {"number": 9}),
    "no number": ("/close-issue", {}),
    "no such status": ("/move-issue", {"key": "OPS-1", "status": "ON_FIRE"}),
    "no object": ("/faults", []),
}


@pytest.mark.parametrize(("path", "body"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_done_from_outside(tickets: LocalTickets, path: str, body: object) -> None:
    got = outside(tickets).post(path, body)
    assert got.status == 400
    assert got.json["error"]


def test_there_is_nothing_else(tickets: LocalTickets) -> None:
    assert Client(tickets.url).get("/pagerduty/x").status == 404
    assert outside(tickets).get("/nothing").status == 404


def test_a_change_is_counted(tickets: LocalTickets) -> None:
    before = tickets.version
    github(tickets).get(REPO)
    github(tickets).post(f"{REPO}/issues", {})
    assert tickets.version == before
    github(tickets).post(f"{REPO}/issues", ISSUE)
    assert tickets.version > before


@pytest.mark.parametrize("many", [100])
def test_many_at_once_get_each_a_number(tickets: LocalTickets, many: int) -> None:
    threads = [
        threading.Thread(target=github(tickets).post, args=(f"{REPO}/issues", ISSUE))
        for _ in range(many)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [one.number for one in tickets.github.issues()] == list(range(1, many + 1))
