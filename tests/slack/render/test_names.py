"""Lists of names: limits, pages, and values that come back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.findings import Status
from bot.slack.render.help import help_message
from bot.slack.render.message import Message, sentence
from bot.slack.render.names import PAGE, KnownVerdict, did_you_mean, name_list
from bot.slack.values import pack, unpack
from tests.jobs.fakes import NOW
from tests.slack.render.limits import check_message, walk
from tests.slack.render.shapes import FOX, NASTY
from tests.slack.render.test_reports import says

NAMES = {
    "none": [],
    "one": ["tax"],
    "one page": [f"b{n}" for n in range(PAGE)],
    "one more": [f"b{n}" for n in range(PAGE + 1)],
    "a thousand": [f"b{n}" for n in range(1000)],
    "foxes": [FOX, FOX[:-1]],
    "nasty": [NASTY],
}


@pytest.mark.parametrize("case", NAMES)
@pytest.mark.parametrize("page", [-1, 0, 1, 66, 10_000])
def test_a_list_is_within_the_limits(case: str, page: int) -> None:
    check_message(name_list("j1", "111111111111", NAMES[case], page=page))
    check_message(name_list("j1", "111111111111", NAMES[case], part=FOX, page=page))


@pytest.mark.parametrize("case", NAMES)
def test_nearest_names_are_within_the_limits(case: str) -> None:
    check_message(did_you_mean("j1", "111111111111", FOX, NAMES[case][:5]))
    check_message(sentence("j1", NASTY * 200))


def test_help_is_within_the_limits_and_promises_no_log() -> None:
    check_message(help_message("j1"))
    assert "/budget-check log" not in says(help_message("j1").blocks)


@settings(deadline=None, derandomize=True)
@given(st.lists(st.text(min_size=1, max_size=100), unique=True, max_size=60), st.integers(0, 5))
def test_every_name_is_on_one_page_with_its_own_button(names: list[str], page: int) -> None:
    pages = [name_list("j", "1", names, page=n) for n in range(max(1, -(-len(names) // PAGE)))]
    picked = [
        unpack(str(o["value"]))["budget"]
        for message in pages
        for o in walk(message.blocks)
        if o.get("action_id") == "budget.pick" and o.get("type") == "button"
    ]
    assert picked == names


def menu_of(message: Message) -> list[dict[str, Any]]:
    """The groups of its menu."""
    found = [o for o in walk(message.blocks) if o.get("type") == "static_select"]
    return [dict(group) for menu in found for group in menu["option_groups"]]  # type: ignore[attr-defined]


def test_the_menu_holds_the_budgets_by_their_verdicts() -> None:
    known = {"b": KnownVerdict(Status.BROKEN, "key.disabled", NOW)}
    groups = menu_of(name_list("j", "1", ["b", "a", "c"], verdicts=known))
    assert [group["label"]["text"] for group in groups] == ["❌ does not alert", "not checked yet"]
    values = [unpack(o["value"]) for group in groups for o in group["options"]]
    assert values == [{"account": "1", "budget": name} for name in ("b", "a", "c")]


def test_a_menu_of_a_thousand_says_that_it_does_not_hold_all() -> None:
    drawn = name_list("j", "1", [f"a budget with a number: {n:04}" for n in range(1000)])
    groups = menu_of(drawn)
    held = sum(len(group["options"]) for group in groups)
    assert 100 < held < 1000 and f"The menu holds the first {held}" in says(drawn.blocks)
    assert max(len(group["options"]) for group in groups) <= 100
    assert groups[1]["label"]["text"] == "not checked yet, 101 and on"


def test_a_name_too_long_for_an_option_is_in_the_list_alone() -> None:
    drawn = name_list("j", "111111111111", [FOX, "a", "b"])
    values = [unpack(o["value"])["budget"] for g in menu_of(drawn) for o in g["options"]]
    assert values == ["a", "b"] and FOX in says(drawn.blocks)


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=100), st.integers())
def test_a_value_comes_back(name: str, page: int) -> None:
    assert unpack(pack(account="111111111111", budget=name, page=page)) == {
        "account": "111111111111",
        "budget": name,
        "page": page,
    }
