"""A budget that is looked for in many accounts: one message says so, and becomes the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from threading import Event, Thread

import pytest

from bot.core.accounts.directory import Account
from bot.core.jobs import Job, Place
from bot.core.jobs.checks import Command
from bot.core.model.budget import Budget
from bot.core.model.read import NotFound, ReadFailed
from bot.features.check import placeholder
from bot.jobs import delayed
from bot.jobs.reader import Reader
from playground.scenarios.load import find
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.deploy.members import Hub
from tests.features.change.test_accounts import deployed
from tests.features.check.test_answered_once import comes_round, unsaid
from tests.features.check.test_placeholder import waits
from tests.features.conftest import GRANT, opener
from tests.features.world import Mending
from tests.waiting import UNHURRIED

__all__ = ["opener"]

NAME = find(GRANT).budget


class SlowSearch:
    """Looks for a name as the other one does, once it may."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.may = Event()

    def find(
        self, accounts: Sequence[Account], name: str
    ) -> Mapping[str, Budget | NotFound | ReadFailed]:
        assert self.may.wait(UNHURRIED)
        return self._reader.find(accounts, name)

    def __getattr__(self, name: str) -> object:
        return getattr(self._reader, name)


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws) -> Iterator[Mending]:
    with deployed(Hub(embedded_aws), opener) as found:
        yield found


@pytest.fixture
def slow(world: Mending, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowSearch]:
    monkeypatch.setattr(delayed, "SAY_AFTER", 0.0)
    reader = SlowSearch(world.worker.parts.reader)
    world.worker.parts = replace(world.worker.parts, reader=reader)  # type: ignore[arg-type]
    yield reader
    reader.may.set()


def ask(world: Mending, typed: str) -> Thread:
    place = Place("", people.MENDER, world.channel)
    asked = Thread(target=world.worker.work, args=(Job("j1", place, Command(typed)),))
    asked.start()
    return asked


def test_the_message_becomes_the_answer(world: Mending, slow: SlowSearch) -> None:
    asked = ask(world, NAME)
    told = waits(world)
    assert told.text == f"⏳ Looking at {NAME} …"
    slow.may.set()
    asked.join()
    world.settle()
    assert told.text.startswith(f"❌ {NAME} does not alert") and unsaid(world) == ()
    assert len(world.answers()) == 1


def test_a_name_that_no_account_has(world: Mending, slow: SlowSearch) -> None:
    asked = ask(world, "nothing like it")
    told = waits(world)
    slow.may.set()
    asked.join()
    assert told.text == "There is no budget nothing like it" and unsaid(world) == ()


def test_a_word_is_not_looked_at(world: Mending, slow: SlowSearch) -> None:
    slow.may.set()
    ask(world, "help").join()
    assert world.answers() == []


@pytest.mark.parametrize("typed", [NAME, "nothing like it"])
def test_a_worker_that_dies_while_it_looks_is_made_up_for(
    world: Mending, slow: SlowSearch, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setattr(placeholder.Placeholder, "__exit__", lambda *_: 1 // 0)
    world.lose_later_attempts()

    def dies() -> None:
        place = Place("", people.MENDER, world.channel)
        with pytest.raises(ZeroDivisionError):
            world.worker.work(Job("j1", place, Command(typed)))

    asked = Thread(target=dies)
    asked.start()
    told = waits(world)
    slow.may.set()
    asked.join()
    comes_round(world, 2)
    wanted = f"❌ {NAME} does not alert" if typed == NAME else f"There is no budget {typed}"
    assert told.text.startswith(wanted) and unsaid(world) == ()
