"""What can be typed behind /budget-check, and the scenarios to choose from."""

from __future__ import annotations

import pytest

from playground.page.commands import MOST
from playground.scenarios.catalog import scenarios as catalog
from playground.scenarios.load import find, seed
from tests.page.conftest import BROKEN, HEALTHY, Page

DEV, MANAGE = find(HEALTHY).budget, find(BROKEN).budget


STANDING = HEALTHY, BROKEN, "customer-key"


@pytest.fixture
def stocked(page: Page) -> Page:
    seed(page.session.aws.url, STANDING)
    return page


def lines(page: Page, text: str) -> list[str]:
    return [one["insert"] for one in page.get("/api/commands", text=text).json]


@pytest.mark.parametrize("text", ["", "/", "/budget", "/budget-check", "/budget-check "])
def test_at_the_beginning_there_is_everything(stocked: Page, text: str) -> None:
    found = lines(stocked, text)
    assert found[:3] == ["/budget-check", "/budget-check help", "/budget-check log"]
    assert found[3:5] == [f"/budget-check {MANAGE}", f"/budget-check {DEV}"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("/budget-check h", ["/budget-check help"]),
        ("/budget-check lo", ["/budget-check log"]),
        ("/budget-check log ", [MANAGE, DEV, find("customer-key").budget]),
        ("/budget-check log DEV", [DEV]),
        ("/budget-check SERVICES-dev", [DEV]),
        ("  /budget-check cost-all-services-d", [DEV]),
        ("/budget-check no such budget", []),
        ("hello", []),
        ("/budget-checks", []),
        ("/remind me", []),
    ],
)
def test_what_is_typed_narrows_it(stocked: Page, text: str, wanted: list[str]) -> None:
    prefix = "/budget-check log " if "log " in text else "/budget-check "
    found = lines(stocked, text)
    assert found == [one if one.startswith("/") else prefix + one for one in wanted]


def test_it_is_a_list_that_can_be_read(page: Page) -> None:
    seed(page.session.aws.url, [one.name for one in catalog()][:30])
    assert len(lines(page, "/budget-check ")) == MOST


def test_a_budget_that_is_named_like_a_word_gets_quotes(page: Page) -> None:
    for name in ("help", "log book", "logistics"):
        page.session.aws.client("budgets").create_budget(
            AccountId=page.session.account,
            Budget={
                "BudgetName": name,
                "BudgetLimit": {"Amount": "1", "Unit": "USD"},
                "TimeUnit": "MONTHLY",
                "BudgetType": "COST",
            },
        )
    assert lines(page, "/budget-check ")[3:] == [
        '/budget-check "help"',
        '/budget-check "log book"',
        "/budget-check logistics",
    ]


def test_each_says_what_it_does(page: Page) -> None:
    assert all(one["says"] for one in page.get("/api/commands", text="").json)


def test_the_scenarios(page: Page) -> None:
    listed = page.get("/api/scenarios").json
    assert [one["name"] for one in listed] == [one.name for one in catalog()]
    assert listed[0] == {
        "name": BROKEN,
        "title": find(BROKEN).title,
        "story": find(BROKEN).story,
        "budget": MANAGE,
        "verdict": "BROKEN",
    }
