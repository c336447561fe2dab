"""A check is answered once, whatever becomes of Slack, of the tables, of the worker."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.jobs import Job, Place
from bot.core.jobs.checks import Command
from bot.features.check import answer as module
from playground.scenarios.load import find
from playground.slack import Fault, Message
from playground.slack import seed as people
from tests.features.conftest import GRANT, different, names, opener, world
from tests.features.world import Mending, buttons_of, text_of

__all__ = ["different", "names", "opener", "world"]

FIX = "fix.allow-on-key"
NAME = find(GRANT).budget


def ask(world: Mending, id: str = "j1", *, unsure: bool = False) -> None:
    """The command, as a job of this id."""
    place = Place("", people.MENDER, world.channel)
    world.routes.send(Job(id, place, Command(NAME), unsure=unsure))
    world.settle()


def unsaid(world: Mending) -> tuple[str, ...]:
    return world.store.outbox.due(world.clock() + timedelta(days=2)).items


def comes_round(world: Mending, times: int = 1) -> None:
    for _ in range(times):
        world.clock.pass_(seconds=120)
        world.tick()


def the_answer(world: Mending) -> Message:
    """The one that there is; its buttons lead somewhere and nothing is left to be said."""
    (answer,) = world.answers()
    assert FIX in buttons_of(answer) and unsaid(world) == ()
    view = world.preview(answer, FIX)
    assert "Let AWS Budgets use the key" in text_of(view)
    (kept,) = world.store.answers.live("111111111111", NAME, world.clock(), 5)
    assert kept.ts == answer.ts
    return answer


def test_it_is_kept_and_said(world: Mending) -> None:
    ask(world)
    the_answer(world)


@pytest.mark.parametrize("unsure", [False, True])
def test_a_job_that_comes_again_is_not_answered_again(world: Mending, unsure: bool) -> None:
    ask(world)
    for _ in range(2):
        ask(world, unsure=unsure)
    comes_round(world)
    the_answer(world)
    assert len(world.slack.calls("chat.postMessage")) == 1


def test_slack_is_away_and_comes_back(world: Mending) -> None:
    world.lose_later_attempts()
    world.slack.faults.add(Fault("chat.postMessage", drop=True, times=None))
    ask(world)
    assert world.answers() == [] and unsaid(world) == ("j1",)
    world.slack.faults.clear()
    comes_round(world)
    the_answer(world)


def test_slack_took_it_and_did_not_say_so(world: Mending) -> None:
    world.lose_later_attempts()
    world.slack.faults.add(Fault("chat.postMessage", after=True, drop=True, times=None))
    ask(world)
    world.slack.faults.clear()
    comes_round(world, 3)
    the_answer(world)


def test_what_is_said_late_is_what_is_true_then(world: Mending) -> None:
    world.lose_later_attempts()
    world.slack.faults.add(Fault("chat.postMessage", retry_after=600))
    ask(world)
    arn = world.topic(GRANT)["KmsMasterKeyId"]
    sns = world.aws.client("sns", "ap-northeast-1")
    topic = find(GRANT).topics[0].arn
    sns.set_topic_attributes(TopicArn=topic, AttributeName="KmsMasterKeyId", AttributeValue="")
    assert arn
    comes_round(world, 6)
    (answer,) = world.answers()
    assert "✅" in answer.text


def test_a_token_that_is_rotated_loses_no_answer(world: Mending) -> None:
    world.lose_later_attempts()
    world.slack.faults.add(Fault("chat.postMessage", error="invalid_auth", times=None))
    ask(world)
    assert world.alone() == []
    world.slack.faults.clear()
    comes_round(world)
    the_answer(world)


def test_where_the_channel_takes_nothing_the_person_is_told(world: Mending) -> None:
    world.lose_later_attempts()
    world.slack.faults.add(Fault("chat.postMessage", drop=True))
    ask(world)
    world.slack.fail("chat.postMessage", "is_archived")
    comes_round(world, 2)
    (told,) = world.alone()
    assert NAME in told and "is_archived" in told and unsaid(world) == ()


@pytest.mark.parametrize(("code", "status"), [("AccessDeniedException", 400), ("Internal", 500)])
def test_tables_that_keep_nothing_keep_nobody_from_the_answer(
    world: Mending, code: str, status: int
) -> None:
    """After a 500 nobody knows whether it was kept: the schedule looks for what was posted."""
    world.aws.fault("dynamodb", "TransactWriteItems", code=code, status=status)
    ask(world)
    world.aws.control.forget_faults()
    comes_round(world, 2)
    (answer,) = world.answers()
    assert (
        buttons_of(answer) == ["check.details", "check.again", "check.senders"]
        and unsaid(world) == ()
    )


def test_what_cannot_be_drawn_is_said_to_the_person(
    world: Mending, monkeypatch: pytest.MonkeyPatch
) -> None:
    def buggy(*_given: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(module, "any_answer", buggy)
    ask(world)
    assert "has written down why" in world.alone()[-1] and unsaid(world) == ()


def test_the_handlers_bug_does_not_fail_the_job(
    world: Mending, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The check is done and its verdict kept; the answer is there once the fault is mended."""
    world.lose_later_attempts()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_post", lambda *_, **__: 1 // 0)
        ask(world)
    assert "ZeroDivisionError" in caplog.text and world.alone() == []
    assert world.store.verdicts.get("111111111111", NAME)
    comes_round(world)
    the_answer(world)


def test_without_buttons_it_is_answered_once_too(world: Mending) -> None:
    world.worker.parts = replace(
        world.worker.parts, settings=replace(world.settings, menders=()), ticket_systems={}
    )
    for _ in range(2):
        ask(world)
    (answer,) = world.answers()
    assert buttons_of(answer) == ["check.details", "check.again", "check.senders"]
    assert world.store.answers.live("111111111111", NAME, world.clock(), 5) == ()


def test_one_command_sent_many_times_is_answered_once(world: Mending) -> None:
    person = world.slack.person(people.MENDER)
    first = person.command(f"/budget-check {NAME}", world.channel)
    for _ in range(5):
        world.settle()
        assert person.again(first).status == 200
    world.settle()
    the_answer(world)
    assert person.command(f"/budget-check {NAME}", world.channel).status == 200
    world.settle()
    assert len(world.answers()) == 2, "asked again, answered again"
