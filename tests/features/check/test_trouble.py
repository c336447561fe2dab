"""Slack is busy, silent or refuses: one answer all the same, or a record of why there is none."""

from __future__ import annotations

import logging

import pytest

from playground.slack import Fault, seed
from tests.features.check.test_command import everything
from tests.slack.conftest import World


def test_a_rate_limit_is_waited_out_and_posted_once(world: World) -> None:
    world.slack.faults.add(Fault("chat.postMessage", retry_after=1))
    (answer,) = world.command("tax")
    assert not answer.ephemeral
    assert [c.error for c in world.slack.calls("chat.postMessage")] == ["ratelimited", ""]


def test_an_answer_lost_on_the_way_is_not_posted_twice(world: World) -> None:
    world.slack.faults.add(Fault("chat.postMessage", after=True, drop=True))
    (answer,) = world.command("tax")
    assert not answer.ephemeral
    assert len(world.slack.calls("chat.postMessage")) == 1
    assert len(world.slack.calls("conversations.history")) == 1


def test_a_post_that_never_arrived_is_posted_after_looking(world: World) -> None:
    world.slack.faults.add(Fault("chat.postMessage", status=503))
    (answer,) = world.command("tax")
    assert not answer.ephemeral
    assert len(world.slack.calls("conversations.history")) == 1


def test_where_it_cannot_look_the_person_alone_gets_the_answer(world: World) -> None:
    world.slack.faults.add(Fault("chat.postMessage", drop=True))
    world.slack.fail("conversations.history", "missing_scope")
    (answer,) = world.command("tax")
    assert answer.ephemeral and "tax does not alert" in answer.text


def test_details_survive_a_rate_limit(world: World) -> None:
    answer = world.command("tax")[-1]
    world.slack.faults.add(Fault("views.update", retry_after=1))
    assert world.press(answer, "check.details") == []
    assert "key.aws-managed" in everything(world.slack.views(seed.MENDER)[0].blocks)


def test_a_refusal_of_the_answer_itself_is_logged_and_told(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.slack.fail("chat.postMessage", "invalid_blocks")
    world.slack.fail("response_url", "invalid_blocks", status=400)
    (told,) = world.command("tax")
    assert f"in the log under {world.seen[0].id}" in everything(told.blocks)
    assert "invalid_blocks" in caplog.text


def test_what_breaks_in_the_work_is_logged_with_its_cause_and_told(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.aws.names = None  # type: ignore[assignment]  # the bug that nobody foresaw
    with caplog.at_level(logging.ERROR):
        (told,) = world.command("tax")
    assert told.ephemeral and "has written down why" in everything(told.blocks)
    assert "TypeError" in caplog.text and world.seen[0].id in caplog.text


def test_what_breaks_behind_details_is_told_in_the_view(world: World) -> None:
    answer = world.command("tax")[-1]
    world.aws.names = None  # type: ignore[assignment]  # the bug that nobody foresaw
    assert world.press(answer, "check.details") == []
    assert "has written down why" in everything(world.slack.views(seed.MENDER)[0].blocks)


def test_an_expired_response_url_is_gone_round(world: World) -> None:
    world.slack.faults.add(Fault("response_url", "expired_url", 404, times=None))
    (told,) = world.command("help")
    assert told.ephemeral and not told.by_response_url


def test_who_cannot_be_told_in_the_channel_is_told_directly(world: World) -> None:
    world.slack.faults.add(Fault("response_url", "expired_url", 404, times=None))
    assert world.command("help", seed.PUBLIC_WITHOUT_BOT) == []
    (told,) = world.slack.messages(seed.DIRECT)
    assert told.text == "How to use budget-check"


def test_where_nobody_can_be_told_it_is_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.slack.faults.add(Fault("response_url", "expired_url", 404, times=None))
    world.slack.fail("chat.postEphemeral", "is_archived", times=None)
    world.slack.fail("chat.postMessage", "account_inactive", times=None)
    assert world.command("help") == []
    assert "the person could not be told" in caplog.text
