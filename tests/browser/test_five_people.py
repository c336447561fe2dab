"""Five people, each from what they first see to their goal: presses and words on the way.

`-s` prints the figures.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from playground.page.sweep import sweep
from playground.scenarios.load import find
from playground.scenarios.shared_topic import add_budgets
from tests.browser.conftest import Browser

MOST_WORDS = 70
"""Of an answer about one topic that does not let the alert through."""
FORTY = 40


@pytest.mark.parametrize(
    ("person", "presses"), [("finops", 4), ("engineer", 5), ("phone", 3), ("tokyo", 3)]
)
def test_from_what_they_see_to_mended(browser: Browser, person: str, presses: int) -> None:
    seen = told(person, browser(person))
    assert seen["presses"] <= presses
    assert seen["answer"] <= MOST_WORDS


def test_forty_budgets_from_one_post(browser: Browser) -> None:
    scenario = find("customer-key")
    budgets = browser.session.aws.client("budgets")
    add_budgets(budgets, browser.session.account, scenario.topics[0].arn, FORTY - 1)
    sweep(browser.session.control)
    try:
        words = browser("oncall", scenario=scenario.name, budget=scenario.budget, count=FORTY)
    finally:
        browser.session.restart()  # without the forty
    assert told("oncall", words)["presses"] <= 3


def told(person: str, seen: Mapping[str, int]) -> Mapping[str, int]:
    print(person, dict(seen))
    return seen
