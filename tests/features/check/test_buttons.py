"""Check again, Details, names and pages: what each button does, also where things are gone."""

from __future__ import annotations

from dataclasses import replace
from threading import Event, Thread

import pytest

from bot.slack import app
from bot.slack.server import Server
from playground.slack import Fault, Message, seed
from tests.features.check.test_command import everything
from tests.slack.conftest import World
from tests.waiting import UNHURRIED

ODD = "日本/100% \"q\" 'é' & <b> " + "🦊" * 78


def answered(world: World, text: str = "tax", channel: str = seed.FINOPS) -> Message:
    return world.command(text, channel)[-1]


def test_check_again_renews_the_same_message(world: World) -> None:
    answer = answered(world)
    assert world.press(answer, "check.again") == []
    assert answer.edited and len(answer.before) == 1
    assert world.aws.checked == ["tax", "tax"]
    ids = {block["block_id"] for block in answer.blocks}
    assert ids.isdisjoint(block["block_id"] for block in answer.before[0].blocks)
    assert answer.metadata["event_payload"] == {"check": world.seen[0].id}


def test_check_again_renews_an_ephemeral_answer_too(world: World) -> None:
    answer = answered(world, channel=seed.PUBLIC_WITHOUT_BOT)
    assert world.press(answer, "check.again") == []
    assert answer.edited and answer.ephemeral


def test_check_again_twice_at_once_leaves_one_message(world: World) -> None:
    answer = answered(world)
    person = world.slack.person(seed.MENDER)
    presses = [Thread(target=person.press, args=(answer, "check.again")) for _ in range(2)]
    for press in presses:
        press.start()
    for press in presses:
        press.join()
    assert world.queue.drain(UNHURRIED)
    # One check where the second press still waited when the first had not begun, else two.
    assert len(world.messages()) == 1 and len(answer.before) in {1, 2}


def test_check_again_where_the_message_is_gone_tells_the_person(world: World) -> None:
    answer = answered(world)
    world.slack.fail("chat.update", "message_not_found")
    (told,) = world.press(answer, "check.again")
    assert told.ephemeral and "(message_not_found)" in everything(told.blocks)


def test_a_budget_that_is_gone_is_said_where_it_was(world: World) -> None:
    answer = answered(world)
    world.aws.names.remove("tax")
    world.press(answer, "check.again")
    assert answer.text.startswith("❌ There is no budget tax")


def test_an_account_that_changed_is_said(world: World) -> None:
    answer = answered(world)
    world.aws.account_id = "222222222222"
    (told,) = world.press(answer, "check.again")
    assert "Only account 222222222222 is known here" in everything(told.blocks)


def test_details_open_at_once_and_fill(world: World) -> None:
    answer = answered(world)
    world.aws.open.clear()
    reply = world.slack.person(seed.MENDER).press(answer, "check.details")
    assert reply.in_time
    (view,) = world.slack.views(seed.MENDER)
    assert "Reading the path" in everything(view.blocks) and "submit" not in view.body
    world.aws.open.set()
    assert world.queue.drain(UNHURRIED)
    assert "key.aws-managed" in everything(view.blocks)
    assert [call.method for call in world.slack.calls("views.update")] == ["views.update"]


def test_details_after_the_view_is_closed_are_posted_to_the_person(world: World) -> None:
    answer = answered(world)
    world.aws.open.clear()
    person = world.slack.person(seed.MENDER)
    person.press(answer, "check.details")
    person.close(world.slack.views(seed.MENDER)[0])
    world.aws.open.set()
    (told,) = world.after(1, seed.FINOPS, seed.MENDER)
    assert told.ephemeral and "key.aws-managed" in everything(told.blocks)


def test_details_with_an_expired_trigger_are_posted_to_the_person(world: World) -> None:
    answer = answered(world)
    world.slack.fail("views.open", "expired_trigger_id")
    (told,) = world.press(answer, "check.details")
    assert told.ephemeral and "key.aws-managed" in everything(told.blocks)


def test_a_view_that_opened_unheard_is_found_by_its_external_id(world: World) -> None:
    answer = answered(world)
    world.slack.faults.add(Fault("views.open", after=True, drop=True))
    assert world.press(answer, "check.details") == []
    (view,) = world.slack.views(seed.MENDER)
    assert "key.aws-managed" in everything(view.blocks)


def test_a_views_open_that_hangs_does_not_hold_up_the_acknowledgement(
    as_in_slack: None, world: World
) -> None:
    answer, answers = answered(world), Event()
    world.slack.faults.add(Fault("views.open", held=answers))
    reply = world.slack.person(seed.MENDER).press(answer, "check.details")
    assert reply.status == 200 and world.slack.calls("views.open") == []
    answers.set()
    assert world.queue.drain(UNHURRIED)


def test_a_machine_that_stalls_can_be_given_time_to_open_a_view(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = answered(world)
    monkeypatch.setattr(app, "OPEN_TIMEOUT", 1e-9)
    patient = app.build(replace(world.settings, extra_timeout=300), world.queue)
    with Server(patient, 0) as server:
        world.slack.app_url = server.url
        assert world.press(answer, "check.details") == []
    (view,) = world.slack.views(seed.MENDER)
    assert "key.aws-managed" in everything(view.blocks)


def test_a_name_button_checks_that_budget(world: World) -> None:
    (names,) = world.command("cost")
    row = next(b for b in names.blocks if b.get("text", {}).get("text") == "cost-ec2")
    (answer,) = world.press(names, "budget.pick", row["block_id"])
    assert answer.text.startswith("❌ cost-ec2 does not alert") and not answer.ephemeral


def test_a_name_of_100_odd_characters_comes_back_unchanged(world: World) -> None:
    assert len(ODD) == 100
    world.aws.names[:] = [ODD]
    (names,) = world.command("100%")
    world.press(names, "budget.pick")
    answer = world.messages()[-1]
    world.press(answer, "check.again")
    world.press(answer, "check.details")
    assert world.aws.checked == ["100%", ODD, ODD, ODD]


def test_pages_turn_there_and_back(world: World) -> None:
    world.aws.names[:] = [f"budget {n:02}" for n in range(40)]
    (names,) = world.command("")
    assert "1 to 15 of 40" in everything(names.blocks)
    world.press(names, "list.page")
    assert "16 to 30 of 40" in everything(names.blocks)
    world.press(names, "list.page")
    assert "31 to 40 of 40" in everything(names.blocks)
    world.press(names, "list.page.previous")
    assert "16 to 30 of 40" in everything(names.blocks)
    assert len(world.messages()) == 1


def test_pages_of_a_part_keep_to_the_part(world: World) -> None:
    world.aws.names[:] = [f"b{n:02}" for n in range(20)] + ["other"]
    (names,) = world.command("b")
    world.press(names, "list.page")
    assert "16 to 20 of 20" in everything(names.blocks)


def test_a_budget_is_chosen_from_the_menu_of_the_list(world: World) -> None:
    (names,) = world.command("")
    menu = next(block for block in names.blocks if block["type"] == "actions")
    chosen = menu["elements"][0]["option_groups"][0]["options"][2]
    before = len(world.messages())
    reply = world.slack.person(seed.MENDER).choose(
        names, "budget.pick", chosen["value"], menu["block_id"]
    )
    assert reply.in_time and not reply.trouble
    (answer,) = world.after(before, seed.FINOPS, seed.MENDER)
    assert answer.text.startswith("❌ tax does not alert") and not answer.ephemeral
