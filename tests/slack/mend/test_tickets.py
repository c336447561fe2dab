"""Change tickets from Slack: drawn up, opened once, said in the thread, tried again."""

from __future__ import annotations

from typing import Any

import pytest

from playground.slack import Message, seed
from tests.slack.mend.conftest import GRANT
from tests.slack.mend.world import Mending, buttons_of, text_of

OPEN = "ticket.open"


@pytest.fixture
def different() -> dict[str, Any]:
    return {"tickets": "opsitem"}


def items(world: Mending) -> int:
    return len(world.aws.control.calls("ssm", "CreateOpsItem"))


def test_it_is_looked_at_before_it_is_opened(world: Mending) -> None:
    view = world.preview(world.check(GRANT), OPEN)
    assert "key.policy-silent" in text_of(view) and '"Sid": "BudgetCheckAllowBudgets"' in text_of(
        view
    )
    assert view.body["submit"]["text"] == "Open the ticket" and items(world) == 0
    said = world.submit(view, "Please do this before Friday")
    assert "The ticket is open" in said and items(world) == 1
    assert world.story()[-1] == f"🎫 <@{seed.MENDER}> opened a change ticket"
    assert world.records() == ["asked for a ticket", "opened a ticket"]


def test_one_that_is_open_is_linked(world: Mending) -> None:
    answer = world.check(GRANT)
    world.submit(world.preview(answer, OPEN))
    assert "open already" in world.submit(world.preview(answer, OPEN))
    assert world.story()[-1].endswith("it is open already")


def test_a_system_that_is_down_can_be_tried_again(world: Mending) -> None:
    view = world.preview(world.check(GRANT), OPEN)
    world.aws.fault("ssm", "*", code="ServiceUnavailable", status=503)
    world.submit(view, "A note to keep")
    world.aws.control.forget_faults()
    assert view.body["submit"]["text"] == "Try again"
    assert "A note to keep" in str(view.body)
    assert "could not open a ticket" in world.records() and world.thread() == []
    assert "ticket" in world.submit(view) and "opened" in world.story()[-1]


def test_who_may_not_mend_may_still_open_one(world: Mending) -> None:
    view = world.preview(world.check(GRANT), OPEN, seed.NOBODY)
    assert "The ticket is open" in world.submit(view, user=seed.NOBODY)


@pytest.mark.parametrize("different", [{"tickets": "opsitem", "menders": ()}])
def test_without_menders_there_is_still_the_ticket(world: Mending) -> None:
    assert buttons_of(world.check(GRANT)) == [OPEN, "check.details", "check.again"]


@pytest.mark.parametrize("different", [{"tickets": ""}])
def test_without_a_system_there_is_no_button(world: Mending) -> None:
    assert OPEN not in buttons_of(world.check(GRANT))


def test_a_closed_window_is_made_up_for(world: Mending) -> None:
    view = world.preview(world.check(GRANT), OPEN)
    person = world.slack.person(seed.MENDER)
    person.submit(view)
    person.close(view)
    world.settle()
    assert "The ticket is open" in world.alone()[-1]


def test_a_stale_button_opens_nothing(world: Mending) -> None:
    answer: Message = world.check(GRANT)
    world.clock.pass_(hours=25)
    assert "Check again" in text_of(world.preview(answer, OPEN))
    assert items(world) == 0
