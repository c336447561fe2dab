"""The dialog of a ticket: its system, its fields, and what was typed, which is never lost."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.tickets import Trouble
from playground.slack import View, seed
from tests.features.conftest import GRANT
from tests.features.ticket.kept import KeptTickets, kind, use
from tests.features.ticket.test_tickets import OPEN, enter
from tests.features.world import Mending, text_of

TYPED = {"title": "My title", "note": "My note", "severity": "low"}


@pytest.fixture
def different() -> dict[str, Any]:
    return {"tickets": ("opsitem",)}


@pytest.fixture
def two(world: Mending) -> tuple[KeptTickets, KeptTickets]:
    """Two systems; only the second has a field for who gets it."""
    paper, stone = KeptTickets("PAPER"), KeptTickets("STONE")
    use(world, {"paper": (paper, kind("Paper")), "stone": (stone, kind("Stone", "Mason"))})
    return paper, stone


def fields(view: View) -> dict[str, Any]:
    """What each input holds as it is drawn, by its action id."""
    found = {}
    for block in view.blocks:
        if block["type"] == "input":
            one = block["element"]
            initial = one.get("initial_option", {}).get("value") or one.get("initial_value", "")
            found[one["action_id"]] = initial
    return found


def choose(world: Mending, view: View, system: str, **typed: str) -> None:
    entered = {name: {name: value} for name, value in typed.items()}
    entered["ticket.system"] = {"ticket.system": system}
    person = world.slack.person(seed.MENDER)
    reply = person.choose(view, "ticket.system", system, "ticket.system", entered)
    assert reply.in_time and not reply.trouble, reply
    world.settle()


def test_the_first_is_chosen_and_the_verdict_sets_the_severity(
    world: Mending, two: tuple[KeptTickets, KeptTickets]
) -> None:
    view = world.preview(world.check(GRANT), OPEN)
    found = fields(view)
    assert list(found) == ["ticket.system", "title", "severity", "note"]
    assert (found["ticket.system"], found["severity"]) == ("paper", "high")
    assert "It is opened in Paper." in text_of(view)
    world.submit(view)
    assert (len(two[0].made), len(two[1].made)) == (1, 0)


def test_another_system_is_drawn_with_its_fields_and_what_was_typed(
    world: Mending, two: tuple[KeptTickets, KeptTickets]
) -> None:
    view = world.preview(world.check(GRANT), OPEN)
    choose(world, view, "stone", **TYPED)
    assert fields(view) == {"ticket.system": "stone", **TYPED, "assignee.stone": ""}
    assert "Mason" in str(view.body) and "It is opened in Stone." in text_of(view)
    enter(world, view, "My title", "My note", severity="low", **{"assignee.stone": "carla"})
    (made,) = two[1].made.values()
    assert (made.title, made.severity, made.assignee) == ("My title", "low", "carla")
    assert "My note" in made.markdown() and two[0].made == {}
    assert "STONE-1 is open in Stone" in " ".join(text_of(view).split())


def test_who_gets_it_in_one_system_is_nobody_in_another(
    world: Mending, two: tuple[KeptTickets, KeptTickets]
) -> None:
    view = world.preview(world.check(GRANT), OPEN)
    choose(world, view, "stone")
    choose(world, view, "paper", **{"assignee.stone": "carla"})
    assert "assignee.stone" not in fields(view)
    world.submit(view)
    (made,) = two[0].made.values()
    assert made.assignee == ""


@pytest.mark.parametrize("again", [True, False])
def test_whatever_keeps_it_from_being_opened_comes_back_with_what_was_typed(
    world: Mending, two: tuple[KeptTickets, KeptTickets], again: bool
) -> None:
    two[1].says = Trouble("Stone knows nobody called carla.", again)
    view = world.preview(world.check(GRANT), OPEN)
    choose(world, view, "stone", **TYPED)
    more = {"severity": "low", "assignee.stone": "carla"}
    said = enter(world, view, "My title", "My note", **more)
    assert "No ticket was opened. Stone knows nobody called carla." in said
    assert fields(view) == {"ticket.system": "stone", **TYPED, "assignee.stone": "carla"}
    assert view.body["submit"]["text"] == ("Try again" if again else "Open the ticket")
    two[1].says = None
    assert "STONE-1 is open in Stone" in " ".join(world.submit(view).split())


def test_a_system_that_was_taken_out_meanwhile_gets_nothing(
    world: Mending, two: tuple[KeptTickets, KeptTickets]
) -> None:
    view = world.preview(world.check(GRANT), OPEN)
    use(world, {"stone": (two[1], kind("Stone"))})
    assert "opens no tickets there any more" in world.submit(view)
    assert two[0].made == two[1].made == {}


def test_with_one_system_there_is_nothing_to_choose(world: Mending) -> None:
    view = world.preview(world.check(GRANT), OPEN)
    assert list(fields(view)) == ["title", "severity", "note"]
    assert json.loads(view.body["private_metadata"])["system"] == "opsitem"


def test_an_answer_names_the_system_of_an_open_ticket_where_there_are_several(
    world: Mending, two: tuple[KeptTickets, KeptTickets]
) -> None:
    view = world.preview(world.check(GRANT), OPEN)
    choose(world, view, "stone")
    world.submit(view)
    answer = world.check(GRANT)
    shown = " ".join(text_of(answer).split())
    assert "🎫 STONE-1 is open, opened by mina" in shown and "It is in Stone" in shown
    assert two[1].url("STONE-1") in str(answer.blocks)
