"""Others have to agree: the request in the thread, its buttons, reminders and the end of time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.change.events import EventType
from playground.slack import Message, seed
from tests.features.conftest import GRANT
from tests.features.world import Mending, buttons_of, text_of

FIX = "fix.allow-on-key"
ONE = pytest.mark.parametrize("different", [{"approvals": 1}])
BOTH = (seed.MENDER, seed.APPROVER, seed.NOBODY)


def asked(world: Mending) -> Message:
    """The request for approval, after somebody submitted a preview."""
    view = world.preview(world.check(GRANT), FIX)
    assert view.body["submit"]["text"] == "Ask for approval"
    assert "One other mender has to approve it." in text_of(view)
    assert "It waits for one other mender" in world.submit(view)
    return world.thread()[-1]


def direct(world: Mending, user: str = seed.APPROVER) -> list[Message]:
    """What the person was sent in person."""
    return world.slack.messages(world.slack.workspace.direct_message(user).id)


def writes(world: Mending) -> int:
    return len(world.aws.control.calls("kms", "PutKeyPolicy"))


WHY = "The key is moved next week anyway."


def reject(world: Mending, request: Message, user: str = seed.APPROVER) -> None:
    """Press Reject, and say why."""
    world.press(request, "change.reject", user)
    world.submit(world.slack.views(user)[-1], WHY, user)


@ONE
def test_another_mender_approves(world: Mending) -> None:
    request = asked(world)
    assert buttons_of(request) == ["change.approve", "change.reject", "change.difference"]
    assert request.text == (
        "mina asks you to approve: let AWS Budgets use the key of alert_topic_test, "
        "for cost-all-services-test"
    )
    assert "Add one statement to the policy of" in text_of(request)
    assert '"Sid"' not in text_of(request)
    assert f"<@{seed.APPROVER}>" in text_of(request)
    assert f"<@{seed.MENDER}>" not in text_of(request)
    over = world.preview(request, "change.difference", seed.APPROVER)
    assert '"Sid": "BudgetCheckAllowBudgets"' in text_of(over)
    (answer,) = world.answers()
    assert FIX not in buttons_of(answer) and "waits for approval" in text_of(answer)
    world.press(request, "change.approve", seed.APPROVER)
    assert writes(world) == 1
    assert buttons_of(request) == ["change.undo"] and len(world.thread()) == 1
    assert request.text == (
        "✅ cost-all-services-test alerts again: the key of alert_topic_test lets AWS Budgets in."
    )
    assert f"Approved by <@{seed.APPROVER}>, <!date^" in text_of(request)
    assert answer.text.startswith("✅ cost-all-services-test alerts")
    assert "the key of alert_topic_test lets AWS Budgets in" in text_of(answer)
    assert {"type": "user", "user_id": seed.MENDER} in answer.blocks[1]["elements"][0]["elements"]
    assert "change.undo" in buttons_of(answer)


@ONE
def test_who_asked_may_not_approve(world: Mending) -> None:
    request = asked(world)
    world.press(request, "change.approve")
    assert "Somebody else has to approve" in world.alone()[-1]
    assert writes(world) == 0 and buttons_of(request)


@ONE
def test_who_is_no_mender_may_neither_approve_nor_reject(world: Mending) -> None:
    request = asked(world)
    for act in (
        lambda: world.press(request, "change.approve", seed.NOBODY),
        lambda: reject(world, request, seed.NOBODY),
    ):
        act()
        assert "Only who is named in MENDERS" in world.alone(seed.NOBODY)[-1]
    assert writes(world) == 0 and world.records().count("refused") == 2


@ONE
def test_rejected_is_the_end_of_it(world: Mending) -> None:
    request = asked(world)
    reject(world, request)
    assert buttons_of(request) == [] and writes(world) == 0
    assert world.story() == [
        "✖️ Rejected, nothing was written: let AWS Budgets use the key of alert_topic_test, "
        "for cost-all-services-test"
    ]
    assert f"Rejected by <@{seed.APPROVER}>, <!date^" in text_of(request)
    assert WHY in text_of(request)
    assert any(one.why == WHY for one in world.store.log.of_account("111111111111", 50).items)
    (answer,) = world.answers()
    assert FIX in buttons_of(answer)
    assert f"Rejected by <@{seed.APPROVER}>" in text_of(world.slack.views(seed.MENDER)[-1])


@ONE
def test_a_decision_that_comes_second_says_so(world: Mending) -> None:
    request = asked(world)
    person = world.slack.person(seed.APPROVER)
    replies = [person.press(request, "change.approve") for _ in range(2)]
    assert all(reply.in_time for reply in replies)
    world.settle()
    assert writes(world) == 1
    assert "Nothing was done: " in world.alone(seed.APPROVER)[-1]


@ONE
def test_it_is_reminded_of_and_then_expires(world: Mending) -> None:
    request = asked(world)
    world.clock.pass_(hours=5)
    world.tick()
    assert world.story()[-1].startswith("🕐 Still waits for approval: ")
    world.tick()
    assert len(world.thread()) == 2
    world.clock.pass_(hours=20)
    world.tick()
    assert world.story()[0].startswith("⌛ Expired, nothing was written: ")
    assert buttons_of(request) == [] and writes(world) == 0
    assert world.records()[-1] == "expired"


@pytest.mark.parametrize("different", [{"approvals": 2, "menders": BOTH}])
def test_two_have_to_agree(world: Mending) -> None:
    view = world.preview(world.check(GRANT), FIX)
    world.submit(view)
    request = world.thread()[-1]
    world.press(request, "change.approve", seed.APPROVER)
    assert writes(world) == 0 and buttons_of(request)
    assert "It waits for one other mender" in text_of(request)
    assert f"Approved by <@{seed.APPROVER}>" in text_of(request)
    world.press(request, "change.approve", seed.APPROVER)
    assert "You approved this already" in world.alone(seed.APPROVER)[-1]
    world.press(request, "change.approve", seed.NOBODY)
    assert writes(world) == 1 and buttons_of(request) == ["change.undo"]
    assert "✅ Done" in text_of(view)


@ONE
def test_an_undo_needs_the_same(world: Mending) -> None:
    world.press(asked(world), "change.approve", seed.APPROVER)
    applied = world.thread()[-1]
    world.submit(world.preview(applied, "change.undo", seed.APPROVER), user=seed.APPROVER)
    assert writes(world) == 1
    world.press(world.thread()[-1], "change.approve", seed.MENDER)
    assert writes(world) == 2 and buttons_of(applied) == []
    assert [line.partition(":")[0] for line in world.story()] == ["↩️ Undone"] * 2


@ONE
def test_who_may_approve_is_asked_in_person_and_decides_there(world: Mending) -> None:
    request = asked(world)
    (mine,) = direct(world)
    assert mine.text == request.text
    assert buttons_of(mine) == ["change.approve", "change.reject", "change.difference"]
    assert direct(world, seed.MENDER) == [], "who asked asks nobody of themselves"
    world.press(mine, "change.approve", seed.APPROVER)
    assert writes(world) == 1 and buttons_of(request) == ["change.undo"]
    (mine,) = direct(world)
    assert "change.approve" not in buttons_of(mine)
    assert f"Approved by <@{seed.APPROVER}>, <!date^" in text_of(mine)
    assert "Add one statement" not in text_of(mine)
    assert mine.text == request.text, "it says what came of it, not that it is under way"


@ONE
def test_what_is_rejected_in_the_thread_is_over_in_every_copy(world: Mending) -> None:
    request = asked(world)
    reject(world, request)
    (mine,) = direct(world)
    assert buttons_of(mine) == []
    assert f"Rejected by <@{seed.APPROVER}>, <!date^" in text_of(mine) and WHY in text_of(mine)


@pytest.mark.parametrize("different", [{"approvals": 1, "menders": ("S0MENDERS",)}])
def test_each_member_of_a_group_is_asked(world: Mending) -> None:
    asked(world)
    (mine,) = direct(world)
    assert "change.approve" in buttons_of(mine)


@ONE
def test_a_token_without_the_scope_asks_in_the_thread_alone(world: Mending) -> None:
    world.slack.workspace.tokens[world.slack.token].scopes.remove("im:write")
    request = asked(world)
    assert direct(world) == []
    world.press(request, "change.approve", seed.APPROVER)
    assert writes(world) == 1


def test_who_may_not_mend_asks_and_it_runs_by_the_right_of_who_approves(world: Mending) -> None:
    view = world.preview(world.check(GRANT, seed.NOBODY), FIX, seed.NOBODY)
    assert "It waits for one other mender" in world.submit(view, user=seed.NOBODY)
    assert writes(world) == 0 and world.records()[-1] == "asked for approval"
    request = world.thread()[-1]
    assert request.text.startswith("nora asks you to approve: ")
    for user in (seed.MENDER, seed.APPROVER):
        assert "change.approve" in buttons_of(direct(world, user)[0])
    world.press(request, "change.approve", seed.NOBODY)
    assert writes(world) == 0 and "Only who is named in MENDERS" in world.alone(seed.NOBODY)[-1]
    world.press(request, "change.approve", seed.MENDER)
    assert writes(world) == 1 and "✅ Done" in text_of(view)
    assert f"Approved by <@{seed.MENDER}>" in text_of(request)


def test_it_does_not_run_once_the_approver_lost_the_right(world: Mending) -> None:
    view = world.preview(world.check(GRANT, seed.NOBODY), FIX, seed.NOBODY)
    world.submit(view, user=seed.NOBODY)
    users = world.slack.workspace.users

    def demoted() -> None:
        users[seed.MENDER] = replace(users[seed.MENDER], restricted=True)

    world.at[EventType.APPROVED] = demoted
    world.press(world.thread()[-1], "change.approve", seed.MENDER)
    assert writes(world) == 0 and "does not count any more" in text_of(view)
