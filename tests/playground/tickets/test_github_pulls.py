"""GitHub's pull requests: opened, found, refused, merged, closed."""

from __future__ import annotations

from typing import Any

import pytest

from playground.tickets import LocalTickets
from playground.tickets.github import seed
from tests.playground.tickets.ask import Client, Got, github

REPO = f"/repos/{seed.REPOSITORY}"
BRANCH = "budget-check/1"
KEYS = "accounts/demo/keys.tf"


def branched(tickets: LocalTickets, name: str = BRANCH, text: bytes | None = b"new\n") -> None:
    sha = tickets.github.repositories[seed.REPOSITORY].branches["main"]
    github(tickets).post(f"{REPO}/git/refs", {"ref": f"refs/heads/{name}", "sha": sha})
    if text is not None:
        tickets.github.push(seed.REPOSITORY, name, {KEYS: text})


def asked(tickets: LocalTickets, **more: object) -> Got:
    body = {"title": "Let AWS Budgets use the key", "head": BRANCH, "base": "main", **more}
    return github(tickets).post(f"{REPO}/pulls", body)


def opened(tickets: LocalTickets, **more: object) -> Any:
    branched(tickets)
    got = asked(tickets, **more)
    assert got.status == 201, got.text
    return got.json


def pull(tickets: LocalTickets, number: int = 1) -> Any:
    return github(tickets).get(f"{REPO}/pulls/{number}").json


def test_a_draft_is_opened_and_found_by_its_branch(tickets: LocalTickets) -> None:
    made = opened(tickets, draft=True, body="Why")
    assert (made["number"], made["draft"], made["state"]) == (1, True, "open")
    assert (made["changed_files"], made["commits"], made["mergeable_state"]) == (1, 1, "draft")
    found = github(tickets).get(f"{REPO}/pulls?head=acme:{BRANCH}&state=open").json
    assert [one["number"] for one in found] == [1]
    assert github(tickets).get(f"{REPO}/pulls?head=acme:other").json == []
    assert github(tickets).get(f"{REPO}/pulls?base=other").json == []


def test_a_filter_without_an_owner_is_left_out(tickets: LocalTickets) -> None:
    opened(tickets)
    assert len(github(tickets).get(f"{REPO}/pulls?head=other").json) == 1


def test_it_is_an_issue_too(tickets: LocalTickets) -> None:
    made = opened(tickets)
    (issue,) = github(tickets).get(f"{REPO}/issues").json
    assert issue["pull_request"]["url"] == made["url"]
    assert issue["html_url"] == made["html_url"]
    numbered = github(tickets).post(f"{REPO}/issues", {"title": "x"}).json
    assert numbered["number"] == 2


def test_it_is_shown_where_issues_are_off(tickets: LocalTickets) -> None:
    opened(tickets)
    tickets.github.repositories[seed.REPOSITORY].has_issues = False
    assert github(tickets).get(f"{REPO}/issues/1").status == 200
    assert github(tickets).get(f"{REPO}/issues/2").status == 410


def test_its_page_shows_the_difference(tickets: LocalTickets) -> None:
    branched(tickets, text=None)
    data = github(tickets).get(f"{REPO}/contents/{KEYS}").json
    old = tickets.github.repositories[seed.REPOSITORY].git.blobs[data["sha"]]
    tickets.github.push(seed.REPOSITORY, BRANCH, {KEYS: old + b"# <b>\n"})
    made = asked(tickets, body="Why").json
    assert (made["additions"], made["deletions"]) == (1, 0)
    page = Client(tickets.github_url).get(made["html_url"].removeprefix(tickets.github_url))
    assert "+# &lt;b&gt;" in page.text
    (file,) = github(tickets).get(f"{REPO}/pulls/1/files").json
    assert (file["filename"], file["status"]) == (KEYS, "modified")
    assert file["patch"].endswith("+# <b>")


def custom(message: str) -> dict[str, str]:
    return {"resource": "PullRequest", "code": "custom", "message": message}


def field(name: str, code: str = "invalid") -> dict[str, str]:
    return {"resource": "PullRequest", "field": name, "code": code}


BAD = {
    "no such branch": ({"head": "none"}, field("head")),
    "no such base": ({"base": "none"}, field("base")),
    "nothing differs": ({"head": "same"}, custom("No commits between main and same")),
    "no title": ({"title": ""}, field("title", "missing_field")),
}


@pytest.mark.parametrize(("more", "error"), BAD.values(), ids=BAD)
def test_one_that_is_refused(
    tickets: LocalTickets, more: dict[str, object], error: dict[str, str]
) -> None:
    branched(tickets)
    branched(tickets, "same", None)
    got = asked(tickets, **more)
    assert (got.status, got.json["errors"]) == (422, [error])
    assert tickets.github.issues() == []


def test_a_second_one_of_a_branch_is_refused(tickets: LocalTickets) -> None:
    opened(tickets)
    got = asked(tickets)
    says = f"A pull request already exists for acme:{BRANCH}."
    assert (got.status, got.json["errors"]) == (422, [custom(says)])
    tickets.github.close(seed.REPOSITORY, 1)
    assert asked(tickets).json["number"] == 2


def test_a_plan_without_drafts(tickets: LocalTickets) -> None:
    branched(tickets)
    tickets.github.repositories[seed.REPOSITORY].drafts = False
    got = asked(tickets, draft=True)
    assert got.json["message"] == "Draft pull requests are not supported in this repository."
    assert asked(tickets, draft=False).status == 201


def test_it_is_merged_by_a_person(tickets: LocalTickets) -> None:
    opened(tickets, draft=True)
    tickets.github.merge(seed.REPOSITORY, 1)
    merged = pull(tickets)
    assert (merged["merged"], merged["state"]) == (True, "closed")
    assert merged["merged_by"]["login"] == "dana"
    assert merged["merged_at"] == merged["closed_at"]
    assert (
        tickets.github.repositories[seed.REPOSITORY].branches["main"]
        == (merged["merge_commit_sha"])
    )
    assert merged["changed_files"] == 1
    data = github(tickets).get(f"{REPO}/contents/{KEYS}").json
    assert tickets.github.repositories[seed.REPOSITORY].git.blobs[data["sha"]] == b"new\n"


def test_it_is_merged_by_a_request(tickets: LocalTickets) -> None:
    made = opened(tickets)
    path = f"{REPO}/pulls/1/merge"
    moved = github(tickets).send("PUT", path, {"sha": "0" * 40})
    assert moved.status == 409
    done = github(tickets).send("PUT", path, {"sha": made["head"]["sha"]})
    assert (done.status, done.json["merged"]) == (200, True)
    again = github(tickets).send("PUT", path, {})
    assert (again.status, again.json["message"]) == (405, "Pull Request is not mergeable")


def test_a_draft_is_not_merged_by_a_request(tickets: LocalTickets) -> None:
    opened(tickets, draft=True)
    got = github(tickets).send("PUT", f"{REPO}/pulls/1/merge", {})
    assert (got.status, got.json["message"]) == (405, "Pull Request is still a draft")


def test_a_conflict(tickets: LocalTickets) -> None:
    opened(tickets)
    tickets.github.push(seed.REPOSITORY, "main", {"other.tf": b"x"})
    assert pull(tickets)["mergeable"] is True
    tickets.github.push(seed.REPOSITORY, "main", {KEYS: b"theirs\n"})
    assert (pull(tickets)["mergeable"], pull(tickets)["mergeable_state"]) == (False, "dirty")
    got = github(tickets).send("PUT", f"{REPO}/pulls/1/merge", {})
    assert (got.status, got.json["message"]) == (405, "Pull Request has merge conflicts")
    with pytest.raises(ValueError, match="merge conflicts"):
        tickets.github.merge(seed.REPOSITORY, 1)


def test_the_merge_keeps_what_came_to_the_base_meanwhile(tickets: LocalTickets) -> None:
    opened(tickets)
    tickets.github.push(seed.REPOSITORY, "main", {"other.tf": b"x", "README.md": None})
    tickets.github.merge(seed.REPOSITORY, 1)
    names = {one["name"] for one in github(tickets).get(f"{REPO}/contents/accounts/demo").json}
    assert "keys.tf" in names
    assert github(tickets).get(f"{REPO}/contents/other.tf").status == 200
    assert github(tickets).get(f"{REPO}/contents/README.md").status == 404


def test_it_is_closed_and_says_by_whom(tickets: LocalTickets) -> None:
    opened(tickets)
    tickets.github.close(seed.REPOSITORY, 1)
    closed = pull(tickets)
    assert (closed["state"], closed["merged"], closed["merged_at"]) == ("closed", False, None)
    issue = github(tickets).get(f"{REPO}/issues/1").json
    assert (issue["closed_by"]["login"], issue["state_reason"]) == ("dana", None)


def test_it_outlives_its_branch(tickets: LocalTickets) -> None:
    made = opened(tickets)
    assert github(tickets).send("DELETE", f"{REPO}/git/refs/heads/{BRANCH}").status == 204
    assert pull(tickets)["head"]["sha"] == made["head"]["sha"]


def test_it_is_changed(tickets: LocalTickets) -> None:
    opened(tickets)
    client = github(tickets)
    changed = client.send("PATCH", f"{REPO}/pulls/1", {"title": "B", "state": "closed"}).json
    assert (changed["title"], changed["state"]) == ("B", "closed")
    assert client.send("PATCH", f"{REPO}/pulls/1", {"state": "open"}).json["state"] == "open"
    assert client.send("PATCH", f"{REPO}/pulls/1", {"base": "none"}).status == 422
    tickets.github.merge(seed.REPOSITORY, 1)
    assert client.send("PATCH", f"{REPO}/pulls/1", {"state": "open"}).status == 422


def test_the_rights(tickets: LocalTickets) -> None:
    opened(tickets)
    reader = github(tickets, seed.READER_TOKEN)
    assert reader.get(f"{REPO}/pulls/1").status == 200
    refused = reader.post(f"{REPO}/pulls", {"title": "x", "head": "a", "base": "main"})
    assert refused.headers["x-accepted-github-permissions"] == "pull_requests=write"
    merging = github(tickets, seed.ISSUES_TOKEN).send("PUT", f"{REPO}/pulls/1/merge", {})
    assert merging.headers["x-accepted-github-permissions"] == "contents=write"
    either = reader.send("PATCH", f"{REPO}/issues/1", {"state": "closed"})
    assert either.headers["x-accepted-github-permissions"] == "issues=write; pull_requests=write"


def test_what_is_no_pull_request(tickets: LocalTickets) -> None:
    github(tickets).post(f"{REPO}/issues", {"title": "x"})
    for number in (1, 2):
        assert github(tickets).get(f"{REPO}/pulls/{number}").status == 404
