"""GitHub's issues and labels: what is taken, what is refused and in which words."""

from __future__ import annotations

from typing import Any

import pytest

from playground.tickets import LocalTickets
from playground.tickets.github import labels, seed
from tests.playground.tickets.ask import Client, Got, github

REPO = f"/repos/{seed.REPOSITORY}"
MARK = "budget-check:0a1b2c3d4e5f"


def opened(tickets: LocalTickets, **body: object) -> Any:
    got = github(tickets).post(f"{REPO}/issues", {"title": "Alerts are lost", **body})
    assert got.status == 201, got.text
    return got.json


def refusal(got: Got) -> tuple[int, Any]:
    assert got.json["status"] == str(got.status)
    return got.status, got.json.get("errors") or got.json["message"]


def test_an_issue_is_opened_read_and_found_by_its_label(tickets: LocalTickets) -> None:
    made = opened(tickets, body="Why", labels=[MARK], assignees=["dana"])
    assert (made["number"], made["state"], made["user"]["login"]) == (1, "open", seed.BOT.login)
    assert [one["name"] for one in made["labels"]] == [MARK]
    assert [one["login"] for one in made["assignees"]] == ["dana"]
    found = github(tickets).get(f"{REPO}/issues?labels={MARK.replace(':', '%3A')}&state=open")
    assert [one["number"] for one in found.json] == [1]
    assert github(tickets).get(f"{REPO}/issues?labels=other&state=open").json == []
    assert github(tickets).get(f"{REPO}/issues/1").json == made


def test_the_address_that_it_gives_is_a_page(tickets: LocalTickets) -> None:
    made = opened(tickets, title="A <b> title", body="<script>alert(1)</script>")
    page = Client(tickets.github_url).get(made["html_url"].removeprefix(tickets.github_url))
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "A &lt;b&gt; title" in page.text
    assert "<script>" not in page.text


def test_somebody_closes_it(tickets: LocalTickets) -> None:
    opened(tickets, labels=[MARK])
    tickets.github.close(seed.REPOSITORY, 1, "not_planned")
    read = github(tickets).get(f"{REPO}/issues/1").json
    assert (read["state"], read["state_reason"]) == ("closed", "not_planned")
    assert read["closed_by"]["login"] == "dana"
    assert github(tickets).get(f"{REPO}/issues?labels={MARK}&state=open").json == []
    assert len(github(tickets).get(f"{REPO}/issues?labels={MARK}&state=all").json) == 1


def test_it_can_be_closed_and_opened_by_a_request(tickets: LocalTickets) -> None:
    opened(tickets)
    closed = github(tickets).send("PATCH", f"{REPO}/issues/1", {"state": "closed"}).json
    assert (closed["state"], closed["state_reason"]) == ("closed", "completed")
    again = github(tickets).send("PATCH", f"{REPO}/issues/1", {"state": "open"}).json
    assert (again["state"], again["closed_at"], again["state_reason"]) == ("open", None, "reopened")


def test_a_deleted_label_is_gone_from_its_issues(tickets: LocalTickets) -> None:
    opened(tickets, labels=[MARK])
    labels.delete(tickets.github.repositories[seed.REPOSITORY], MARK)
    assert github(tickets).get(f"{REPO}/issues?labels={MARK}").json == []
    assert github(tickets).get(f"{REPO}/labels/{MARK}").status == 404


def test_a_list_comes_in_pages(tickets: LocalTickets) -> None:
    for _ in range(3):
        opened(tickets)
    first = github(tickets).get(f"{REPO}/issues?per_page=2")
    assert [one["number"] for one in first.json] == [3, 2]
    assert 'page=2>; rel="next"' in first.headers["link"]
    second = github(tickets).get(f"{REPO}/issues?per_page=2&page=2")
    assert [one["number"] for one in second.json] == [1]
    assert "link" not in second.headers


REFUSED: dict[str, tuple[dict[str, object], Any]] = {
    "no title": ({"body": "x"}, "Invalid request.\n\nFor '$', 'title' is a required property."),
    "an empty title": (
        {"title": " "},
        [{"resource": "Issue", "field": "title", "code": "missing_field"}],
    ),
    "a title of 257": (
        {"title": "x" * 257},
        [
            {
                "resource": "Issue",
                "field": "title",
                "code": "custom",
                "message": "title is too long (maximum is 256 characters)",
            }
        ],
    ),
    "a body of 65,537": (
        {"title": "x", "body": "x" * 65_537},
        [
            {
                "resource": "Issue",
                "field": "body",
                "code": "custom",
                "message": "body is too long (maximum is 65536 characters)",
            }
        ],
    ),
    "a label of 51": (
        {"title": "x", "labels": ["x" * 51]},
        [
            {
                "resource": "Label",
                "field": "name",
                "code": "custom",
                "message": "name is too long (maximum is 50 characters)",
            }
        ],
    ),
    "nobody to assign": (
        {"title": "x", "assignees": ["nobody"]},
        [{"resource": "Issue", "field": "assignees", "code": "invalid", "value": "nobody"}],
    ),
    "labels that are no list": (
        {"title": "x", "labels": MARK},
        f"Invalid request.\n\nFor '$.labels', '{MARK}' is not of type 'array'.",
    ),
}


@pytest.mark.parametrize(("body", "says"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(tickets: LocalTickets, body: dict[str, object], says: Any) -> None:
    assert refusal(github(tickets).post(f"{REPO}/issues", body)) == (422, says)
    assert tickets.github.issues() == []


def test_the_longest_texts_are_taken(tickets: LocalTickets) -> None:
    made = opened(tickets, title="x" * 256, body="y" * 65_536, labels=["z" * 50])
    assert (len(made["title"]), len(made["body"])) == (256, 65_536)


@pytest.mark.parametrize(
    ("body", "says"), [("{", "Problems parsing JSON"), ("[]", "Body should be a JSON object")]
)
def test_a_body_that_is_no_object(tickets: LocalTickets, body: str, says: str) -> None:
    assert refusal(github(tickets).post(f"{REPO}/issues", body)) == (400, says)


TOKENS = {
    "unknown": ("ghp_none", seed.REPOSITORY, 401, "Bad credentials"),
    "ended": (seed.ENDED_TOKEN, seed.REPOSITORY, 401, "Bad credentials"),
    "none": ("", seed.REPOSITORY, 401, "Requires authentication"),
    "only to read": (
        *(seed.READER_TOKEN, seed.REPOSITORY, 403),
        "Resource not accessible by personal access token",
    ),
    "private, and not given": (seed.ISSUES_TOKEN, seed.PRIVATE, 404, "Not Found"),
    "private, without a token": ("", seed.PRIVATE, 404, "Not Found"),
    "no such repository": (seed.TOKEN, "acme/none", 404, "Not Found"),
    "archived": (seed.TOKEN, seed.ARCHIVED, 403, "Repository was archived so is read-only."),
    "without issues": (
        *(seed.TOKEN, seed.WITHOUT_ISSUES, 410),
        "Issues has been disabled in this repository.",
    ),
}


@pytest.mark.parametrize(("token", "repository", "status", "says"), TOKENS.values(), ids=TOKENS)
def test_who_may_not(
    tickets: LocalTickets, token: str, repository: str, status: int, says: str
) -> None:
    got = github(tickets, token).post(f"/repos/{repository}/issues", {"title": "x"})
    assert refusal(got) == (status, says)
    assert not tickets.github.repositories.get(repository, _none(tickets)).issues


def _none(tickets: LocalTickets) -> Any:
    return tickets.github.repositories[seed.REPOSITORY]


def test_a_missing_right_is_named_in_a_header(tickets: LocalTickets) -> None:
    got = github(tickets, seed.READER_TOKEN).post(f"{REPO}/issues", {"title": "x"})
    assert got.headers["x-accepted-github-permissions"] == "issues=write"


def test_the_end_of_a_token_is_in_a_header(tickets: LocalTickets) -> None:
    assert (
        github(tickets).get(REPO).headers["github-authentication-token-expiration"].endswith(" UTC")
    )
    tickets.clock.advance(366 * 24 * 3600)
    assert github(tickets).get(REPO).status == 401


def test_a_public_repository_is_read_by_anybody(tickets: LocalTickets) -> None:
    read = github(tickets, "").get(REPO)
    assert (read.status, read.json["private"]) == (200, False)
    assert "permissions" not in read.json


def test_the_permissions_are_the_users_not_the_tokens(tickets: LocalTickets) -> None:
    assert github(tickets, seed.READER_TOKEN).get(REPO).json["permissions"]["push"] is True
    assert github(tickets, seed.STRANGER_TOKEN).get(REPO).json["permissions"]["push"] is False
    assert github(tickets).get("/user").json["login"] == seed.BOT.login


def test_the_hour_has_an_end(tickets: LocalTickets) -> None:
    tickets.github.left = 2
    assert github(tickets).get(REPO).headers["x-ratelimit-remaining"] == "1"
    got = github(tickets).get(REPO)
    assert (got.status, got.headers["x-ratelimit-remaining"]) == (403, "0")
    assert int(got.headers["x-ratelimit-reset"]) > tickets.clock.seconds()


HEADERS = {
    "no user agent": ({"User_Agent": ""}, 403),
    "another version": ({"X_GitHub_Api_Version": "2019-01-01"}, 400),
    "another kind": ({"Accept": "text/csv"}, 415),
}


@pytest.mark.parametrize(("headers", "status"), HEADERS.values(), ids=HEADERS)
def test_the_headers(tickets: LocalTickets, headers: dict[str, str], status: int) -> None:
    assert github(tickets).get(REPO, **headers).status == status


def test_labels_are_made_and_read(tickets: LocalTickets) -> None:
    made = github(tickets).post(f"{REPO}/labels", {"name": MARK, "color": "ff0000"})
    assert (made.status, made.json["color"]) == (201, "ff0000")
    assert github(tickets).get(f"{REPO}/labels/{MARK.upper()}").json == made.json
    again = github(tickets).post(f"{REPO}/labels", {"name": MARK})
    exists = {"resource": "Label", "field": "name", "code": "already_exists"}
    assert refusal(again) == (422, [exists])
    assert refusal(github(tickets).post(f"{REPO}/labels", {"name": "x", "color": "red"}))[0] == 422


def test_comments(tickets: LocalTickets) -> None:
    opened(tickets)
    said = github(tickets).post(f"{REPO}/issues/1/comments", {"body": "Mended."})
    assert (said.status, said.json["body"]) == (201, "Mended.")
    assert [one["body"] for one in github(tickets).get(f"{REPO}/issues/1/comments").json] == [
        "Mended."
    ]
    assert github(tickets).post(f"{REPO}/issues/1/comments", {"body": ""}).status == 422
