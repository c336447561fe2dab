"""What a pull request says, whatever the budget is called and however long its ticket is."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.core.pull_requests.proposal import body_of, title_of
from bot.core.sources import Edit, Shape
from bot.core.tickets import Draft, Section, Severity
from tests.core.pull_requests.test_statements import OURS
from tests.store.things import ACCOUNT, BUDGET, KEY, PLAN, TOPIC

PLANNED = replace(PLAN, statement=json.dumps(OURS))
EDIT = Edit("accounts/prod/keys.tf", "", "", "", Shape.POLICY_DOCUMENT)


def drafted(*sections: Section) -> Draft:
    parts = ("Title", Severity.HIGH, "It does not arrive.", sections, ACCOUNT, BUDGET)
    return Draft(*parts, "key.policy-silent", KEY, (KEY,), "us-east-1", "dedup")


def test_the_title_says_what_it_does_and_for_which_budget() -> None:
    topic = TOPIC.rpartition(":")[2]
    assert title_of(PLANNED) == f"Let AWS Budgets use the key of {topic}, so that {BUDGET} alerts"
    assert len(title_of(replace(PLANNED, budget="x" * 900))) == 200
    assert "\n" not in title_of(replace(PLANNED, budget="two\nlines"))


def test_the_sections_of_the_ticket_stand_in_their_order_and_ours_take_the_place_of_some() -> None:
    given = (
        *(Section("finding", "What is wrong"), Section("path-1", "The path")),
        *(Section("owner", "Who owns it"), Section("terraform", "Terraform")),
        *(Section("undo", "Roll-back"), Section("impact", "What else it touches")),
    )
    body = body_of(drafted(*given), PLANNED, EDIT)
    heads = [line[3:] for line in body.splitlines() if line.startswith("## ")]
    assert heads == [
        *("What is wrong", "What this changes", "What else it touches", "Way back"),
        *("How to prove it", "The path"),
    ]
    assert '"BudgetCheckAllowBudgets"' in body and KEY in body and EDIT.path in body


def test_however_long_the_ticket_is_the_statement_stands_in_it() -> None:
    long = tuple(Section(f"path-{n}", f"Path {n}", "x" * 20_000) for n in range(9))
    body = body_of(drafted(Section("finding", "Wrong", "y" * 90_000), *long), PLANNED, EDIT)
    assert len(body) <= 60_000 and '"BudgetCheckAllowBudgets"' in body and "too long" in body
