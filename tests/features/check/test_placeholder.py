"""A check that takes a while: one message says so, and becomes the answer whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Event, Thread

import pytest

from bot.core.jobs import Job, Place
from bot.core.jobs.checks import Command
from bot.core.model.path import Facts
from bot.features.check import placeholder
from bot.jobs import delayed
from bot.jobs.reader import Reader
from playground.scenarios.load import find
from playground.slack import Fault, Message
from playground.slack import seed as people
from tests.features.check.test_answered_once import comes_round, the_answer, unsaid
from tests.features.conftest import GRANT, different, names, opener, world
from tests.features.world import Mending
from tests.waiting import UNHURRIED

__all__ = ["different", "names", "opener", "world"]

NAME = find(GRANT).budget


class SlowReader:
    """Reads as the other one does, once it may."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.may = Event()

    def facts(self, account: str, name: str) -> Facts:
        assert self.may.wait(UNHURRIED)
        return self._reader.facts(account, name)

    def __getattr__(self, name: str) -> object:
        return getattr(self._reader, name)


@pytest.fixture
def slow(world: Mending, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowReader]:
    monkeypatch.setattr(delayed, "SAY_AFTER", 0.0)
    reader = SlowReader(world.worker.parts.reader)
    world.worker.parts = replace(world.worker.parts, reader=reader)  # type: ignore[arg-type]
    yield reader
    reader.may.set()


def ask(world: Mending, name: str = NAME) -> Thread:
    """The command, whose check waits."""
    place = Place("", people.MENDER, world.channel)
    asked = Thread(target=world.worker.work, args=(Job("j1", place, Command(name)),))
    asked.start()
    return asked


def waits(world: Mending) -> Message:
    """The message that says that it is looked at."""
    return world.slack.until(lambda: next(iter(world.messages()), None))


def test_one_message_says_that_it_looks_and_becomes_the_answer(
    world: Mending, slow: SlowReader
) -> None:
    asked = ask(world)
    told = waits(world)
    assert told.text == f"⏳ Looking at {NAME} …" and not told.ephemeral
    slow.may.set()
    asked.join()
    assert the_answer(world).ts == told.ts and told.text.startswith(f"❌ {NAME} does not alert")
    assert len(world.slack.calls("chat.postMessage")) == 1


def test_a_worker_that_dies_leaves_no_such_message_for_ever(
    world: Mending, slow: SlowReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placeholder.Placeholder, "__exit__", lambda *_: 1 // 0)
    world.lose_later_attempts()
    asked = Thread(target=lambda: _dies(world))
    asked.start()
    told = waits(world)
    slow.may.set()
    asked.join()
    assert told.text.startswith("⏳")
    comes_round(world, 2)
    assert the_answer(world).ts == told.ts


def _dies(world: Mending) -> None:
    place = Place("", people.MENDER, world.channel)
    with pytest.raises(ZeroDivisionError):
        world.worker.work(Job("j1", place, Command(NAME)))


def test_slack_takes_the_message_and_does_not_say_so(world: Mending, slow: SlowReader) -> None:
    world.lose_later_attempts()
    world.slack.faults.add(Fault("chat.postMessage", after=True, drop=True))
    asked = ask(world)
    told = waits(world)
    slow.may.set()
    asked.join()
    comes_round(world, 2)
    assert the_answer(world).ts == told.ts


def test_of_no_such_budget_it_says_that_there_is_none(world: Mending, slow: SlowReader) -> None:
    asked = ask(world, "nothing like it")
    told = waits(world)
    slow.may.set()
    asked.join()
    assert told.text == "There is no budget nothing like it" and unsaid(world) == ()


def test_where_the_bot_is_not_the_answer_is_for_the_person_alone(
    world: Mending, slow: SlowReader
) -> None:
    world.lose_later_attempts()
    world.slack.fail("chat.postMessage", "not_in_channel")
    world.slack.fail("chat.postMessage", "not_in_channel")
    asked = ask(world)
    slow.may.set()
    asked.join()
    comes_round(world, 2)
    assert any(NAME in told for told in world.alone()) and unsaid(world) == ()


def test_a_quick_check_is_one_message_and_no_edit(
    world: Mending, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delayed, "SAY_AFTER", UNHURRIED)
    world.check(GRANT)
    assert world.slack.calls("chat.update") == []
