"""What the page shows of the ticket systems, and lets somebody do there."""

from __future__ import annotations

import json

from playground.tickets.github import seed
from tests.page.conftest import OWN_KEY, Page
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


SILENT = "customer-key-without-budgets"
KEYS = "accounts/demo/keys.tf"
STATEMENT = """
  statement {
    sid       = "LetBudgetsIn"
    actions   = ["kms:GenerateDataKey*", "kms:Decrypt"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["budgets.amazonaws.com"]
    }
  }
}

resource "aws_kms_key" "alert_topic_test" {"""


def test_a_merge_is_in_aws_once_it_is_deployed(page: Page) -> None:
    page.budget(OWN_KEY)
    budget = page.budget(SILENT)
    assert _key_statements(page, budget) == 1
    assert page.post("/api/deployment").json["says"] == "Nothing to do: AWS is as it says."
    github_of = page.session.tickets.github
    repository = github_of.repositories[seed.REPOSITORY]
    entry = repository.git.entry(repository.branches["main"], KEYS)
    assert entry
    text = repository.git.blobs[entry.sha].decode()
    head, tail = text.split('}\n\nresource "aws_kms_key" "alert_topic_test" {')
    github_of.push(seed.REPOSITORY, "main", {KEYS: (head + STATEMENT + tail).encode()})
    said = page.post("/api/deployment").json["says"]
    assert said == "Wrote the policy of alias/alert-topic-test."
    assert _key_statements(page, budget) == 2
    assert page.get("/api/aws", budget=budget).json["paths"][0]["outcome"] == "delivers"


def test_terraform_that_cannot_be_read_is_said(page: Page) -> None:
    broken = {KEYS: b'data "aws_iam_policy_document" "a" {'}
    page.session.tickets.github.push(seed.REPOSITORY, "main", broken)
    status, says = page.post("/api/deployment").refusal
    assert (status, says.startswith("acme/infra holds Terraform")) == (400, True)


def _key_statements(page: Page, budget: str) -> int:
    (key,) = page.get("/api/aws", budget=budget).json["keys"]
    return len(json.loads(key["policy"])["Statement"])
