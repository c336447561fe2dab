"""Five hundred budgets in one cause, with names of 100 odd characters: every page of every list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.core.findings import Status
from bot.core.jobs.home import ListBudgets
from bot.slack.render import budget_table, watch, watch_budgets
from tests.slack.render.homes import ACCOUNT, KEY, NOW, SPEND
from tests.slack.render.limits import blocks_of, check_message, check_view, forms
from tests.slack.render.test_odd_text import NAMES
from tests.slack.render.test_watching import state, view

COUNT = 500


def numbered(name: str) -> list[str]:
    return [f"{n:03}{name}"[:100] for n in range(COUNT)]


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_show_the_budgets_has_each_on_one_page(name: str) -> None:
    states = [state(n, budget=one, account=ACCOUNT) for n, one in enumerate(numbered(name))]
    pages = -(-COUNT // watch_budgets.PAGE)
    seen = []
    for page in range(pages):
        drawn = watch_budgets.budgets_view("j", "e1.told", states, page)
        check_view(drawn)
        seen += [_number(one) for one in blocks_of(forms(drawn)[-1]) if one["type"] == "section"]
    assert sorted(seen) == list(range(COUNT))
    check_message(watch.watch_post("g", view(*states)))


def _number(section: Mapping[str, Any]) -> int:
    return int(str(section["text"]["text"]).removeprefix("❌ ")[:3])


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_every_page_of_the_table_is_within_the_limits(name: str) -> None:
    rows = [
        budget_table.BudgetRow(one, name[:50], Status.BROKEN, NOW, SPEND) for one in numbered(name)
    ]
    for page in range(-(-COUNT // budget_table.PAGE)):
        wanted = ListBudgets("money", page, ACCOUNT, "key.policy-silent", KEY, "V1")
        some = rows[page * budget_table.PAGE :][: budget_table.PAGE]
        drawn = budget_table.budgets_view("j", some, COUNT, wanted)
        check_view(drawn)
        metadata = [str(form.get("private_metadata", "")) for form in forms(drawn)]
        assert all(len(one) <= 3000 for one in metadata)
