"""Every budget, as a list in a modal and as a file."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from bot.core.findings import Status
from bot.core.model.budget import Money, Spend
from bot.jobs import known_budgets
from playground.slack import View
from playground.slack import seed as people
from tests.features.home.world import KEY, SILENT, keep, opened, press, said
from tests.features.world import Mending

FORMULA = "=HYPERLINK(1)"


def listed(world: Mending, view: View) -> View:
    press(world, view, "home.budgets")
    return world.slack.views(people.MENDER)[-1]


def order(world: Mending, view: View, sort: str) -> list[str]:
    world.slack.person(people.MENDER).choose(view, "budgets.sort", sort)
    world.settle()
    found = said(view)
    return sorted(("alpha", "beta", "gamma"), key=found.index)


def test_it_is_sorted_as_its_reader_likes(world: Mending) -> None:
    keep(world, "alpha", Status.OK, None, limit="300")
    keep(world, "beta", limit="10")
    keep(world, "gamma", limit="20")
    home = opened(world)
    world.slack.person(people.MENDER).press(home, "home.budgets", home.blocks[-1]["block_id"])
    world.settle()
    view = world.slack.views(people.MENDER)[-1]
    assert "1 to 3 of 3 budgets" in said(view)
    assert order(world, view, "worst") == ["gamma", "beta", "alpha"]
    assert order(world, view, "money") == ["alpha", "gamma", "beta"]
    assert order(world, view, "spent") == ["beta", "gamma", "alpha"]
    assert order(world, view, "name") == ["alpha", "beta", "gamma"]


def test_those_of_one_cause_are_listed_and_pages_turn(world: Mending) -> None:
    for n in range(120):
        keep(world, f"budget {n:03}")
    keep(world, "another", cause=replace(SILENT, resource=f"{KEY}2"), limit="1")
    view = listed(world, opened(world))
    assert "1 to 50 of 120 budgets" in said(view) and "another" not in said(view)
    world.press(view, "budgets.page.next")
    world.press(view, "budgets.page.next")
    assert "101 to 120 of 120 budgets" in said(view)
    world.press(view, "budgets.page.previous")
    assert "51 to 100 of 120 budgets" in said(view)


def files(world: Mending) -> list[list[list[str]]]:
    """Each file of the mender's direct message, as rows."""
    room = world.slack.workspace.direct_message(people.MENDER).id
    found = [file for one in world.slack.messages(room) for file in one.files]
    return [list(csv.reader(io.StringIO(str(file["content"])))) for file in found]


def test_the_file_comes_to_who_asks_and_no_cell_is_a_formula(world: Mending) -> None:
    keep(world, FORMULA)
    last = keep(world, 'tax, "日本"', Status.OK, None)
    world.store.verdicts.put(replace(last, spend=Spend(Money("-5", "USD"), Money("x", "USD"))))
    home = opened(world)
    press(world, home, "home.export")
    ((head, *rows),) = files(world)
    assert head[0] == "\ufeffaccount"
    by_name = {row[2]: dict(zip(head, row, strict=True)) for row in rows}
    assert set(by_name) == {f"'{FORMULA}", 'tax, "日本"'}
    formula = by_name[f"'{FORMULA}"]
    assert (formula["verdict"], formula["resource"]) == ("BROKEN", KEY)
    assert (formula["unit"], formula["period"], formula["limit"]) == ("USD", "MONTHLY", "100")
    assert by_name['tax, "日本"']["limit"] == "-5"
    assert "as a CSV file: it is in your messages" in said(home)


def test_what_is_not_counted_yet_is_said(world: Mending, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(world, "tax")
    home = opened(world)
    keep(world, "new")
    monkeypatch.setattr(known_budgets, "MOST_COUNTED", 0)
    left_out = "Accounts left out here until they are counted: 1."
    assert left_out in said(listed_all(world, home))
    assert left_out in said(opened(world)) and "No budget is known yet." in said(home)
    monkeypatch.undo()
    text = said(opened(world))
    assert "2 of 2 budgets" in text and left_out not in text


def listed_all(world: Mending, view: View) -> View:
    world.slack.person(people.MENDER).press(view, "home.budgets", view.blocks[-1]["block_id"])
    world.settle()
    return world.slack.views(people.MENDER)[-1]


def test_what_slack_does_not_take_is_said(world: Mending) -> None:
    keep(world, "tax")
    home = opened(world)
    world.slack.fail("files.getUploadURLExternal", "missing_scope")
    press(world, home, "home.export")
    assert "The file could not be sent: Slack does not take it (missing_scope)." in said(home)
    assert files(world) == []


def test_who_may_not_ask_gets_no_file(world: Mending) -> None:
    keep(world, "tax")
    home = opened(world)
    home.user = people.GUEST
    press(world, home, "home.export", user=people.GUEST)
    assert "Guests may not" in said(home)
    assert world.slack.calls("files.completeUploadExternal") == []
