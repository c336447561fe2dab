"""Change tickets from Slack: drawn up, opened once, said in the thread, tried again."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from bot.core.thread import Thread, ThreadOrigin
from bot.events import jobs_of
from playground.scenarios.load import find
from playground.slack import Fault, Message, seed
from tests.conftest import ACCOUNT
from tests.events.test_opsitems import update
from tests.features.conftest import GRANT
from tests.features.world import Mending, buttons_of, text_of

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
    assert buttons_of(world.check(GRANT)) == [OPEN, "check.details", "check.again", "log.open"]


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


def opened(world: Mending) -> str:
    """A ticket for the budget, opened from the answer; its id."""
    world.submit(world.preview(world.check(GRANT), OPEN))
    (record,) = (one for one in world.store.log.of_account(ACCOUNT, 9).items if one.ticket)
    return record.ticket


def hear(world: Mending, event: dict[str, Any]) -> None:
    for job in jobs_of(event, uuid4().hex) or ():
        world.routes.send(job)
    world.settle()


def closed(world: Mending) -> list[Message]:
    return [m for m in world.messages() if "The change ticket" in m.text]


def test_that_it_is_closed_is_said_once_where_it_was_opened_and_by_whom(world: Mending) -> None:
    id = opened(world)
    answer = world.answers()[0]
    event = update(**{"ops-item-id": id})
    for _ in range(2):
        hear(world, event)
    hear(world, {**event, "id": "edited-once-more"})
    (said,) = closed(world)
    assert said.thread_ts == answer.ts
    assert f"{id} in AWS Systems Manager OpsCenter is resolved, by alice@example.com" in said.text


def test_it_is_said_in_the_budgets_open_threads_too(world: Mending) -> None:
    id = opened(world)
    root = world.slack.person(seed.MENDER).say("An alert", seed.FINOPS).message
    thread = Thread(
        *("m1", ACCOUNT, find(GRANT).budget, find(GRANT).topics[0].arn),
        *(ThreadOrigin.POST, seed.FINOPS, root.ts, world.clock()),
    )
    assert world.store.threads.begin(thread)
    hear(world, update(**{"ops-item-id": id}))
    assert {m.thread_ts for m in closed(world)} == {world.answers()[0].ts, root.ts}


def test_slack_that_fails_after_it_posted_gets_it_once(world: Mending) -> None:
    id = opened(world)
    world.slack.fail("chat.postMessage", "internal_error", after=True)
    hear(world, update(**{"ops-item-id": id}))
    assert len(closed(world)) == 1


def test_one_that_is_opened_again_is_closed_again(world: Mending) -> None:
    id = opened(world)
    hear(world, update(**{"ops-item-id": id}))
    world.submit(world.preview(world.answers()[0], OPEN))
    again = world.store.opened.of(ACCOUNT, id)
    assert [one.teller for one in again] == [""]
    hear(world, {**update(**{"ops-item-id": id}), "id": "again"})
    assert len(closed(world)) == 2


@pytest.mark.parametrize("changes", [{"account": "222222222222"}, {"id": "other"}])
def test_a_ticket_of_somebody_else_is_left_alone(world: Mending, changes: dict[str, str]) -> None:
    id = opened(world)
    event = {**update(**{"ops-item-id": id if "account" in changes else "oi-other"}), **changes}
    hear(world, event)
    assert closed(world) == []


def test_one_submission_sent_many_times_says_one_message(world: Mending) -> None:
    """Slack's signature holds for five minutes: a request that was copied is as good as new."""
    view = world.preview(world.check(GRANT), OPEN)
    person = world.slack.person(seed.MENDER)
    first = person.submit(view)
    for _ in range(5):
        world.settle()
        assert person.again(first).status == 200
    world.settle()
    assert [line for line in world.story() if "change ticket" in line] == [
        f"🎫 <@{seed.MENDER}> opened a change ticket"
    ]
    assert world.records() == ["asked for a ticket", "opened a ticket"]


def test_the_line_waits_for_slack(world: Mending) -> None:
    view = world.preview(world.check(GRANT), OPEN)
    world.lose_later_attempts()
    world.slack.faults.add(Fault("chat.postMessage", drop=True, times=None))
    assert "The ticket is open" in world.submit(view) and world.thread() == []
    world.slack.faults.clear()
    for _ in range(2):
        world.clock.pass_(minutes=2)
        world.tick()
    assert len([line for line in world.story() if "opened a change ticket" in line]) == 1


def test_that_it_is_closed_waits_for_slack(world: Mending) -> None:
    id = opened(world)
    world.lose_later_attempts()
    world.slack.faults.add(Fault("chat.postMessage", after=True, drop=True, times=None))
    hear(world, update(**{"ops-item-id": id}))
    world.slack.faults.clear()
    for _ in range(2):
        world.clock.pass_(minutes=2)
        world.tick()
    assert len(closed(world)) == 1
