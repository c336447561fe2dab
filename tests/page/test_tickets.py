"""What the page shows of the ticket systems, and lets somebody do there."""

from __future__ import annotations

from playground.tickets.github import seed
from tests.page.conftest import Page
from tests.playground.tickets.ask import github

ISSUES = f"/repos/{seed.REPOSITORY}/issues"


def test_what_was_opened_is_shown_and_closed(page: Page) -> None:
    before = page.get("/api/tickets").json
    assert before["tickets"] == []
    for title in ("First", "Second"):
        github(page.session.tickets).post(ISSUES, {"title": title, "body": "Why"})
    seen = page.get("/api/tickets", after=before["version"]).json
    assert [one["title"] for one in seen["tickets"]] == ["Second", "First"]
    assert seen["version"] > before["version"]
    first = seen["tickets"][1]
    assert (first["state"], first["text"]) == ("open", "Why")
    assert first["url"] == f"{page.session.tickets.github_url}/{seed.REPOSITORY}/issues/1"
    done = {"system": "github", "id": first["id"], "act": first["acts"][0]["id"]}
    assert page.post("/api/tickets", **done).json == {"ok": True}
    assert page.get("/api/tickets").json["tickets"][1]["state"] == "closed as completed by dana"


def test_what_cannot_be_done_is_said(page: Page) -> None:
    nothing = page.post("/api/tickets", system="jira", id="OPS-1", act="close")
    assert nothing.refusal == (400, "There is no OPS-1 in jira.")
    assert page.post("/api/tickets", id="OPS-1").refusal == (400, "system must be given as a text.")


def test_a_restart_forgets_them(page: Page) -> None:
    github(page.session.tickets).post(ISSUES, {"title": "First"})
    assert page.post("/api/restart").json == {"ok": True}
    assert page.get("/api/tickets").json["tickets"] == []
