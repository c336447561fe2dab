"""What the tables are asked while AWS is read."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from bot.core.jobs import Job, Place
from bot.core.jobs.checks import Command
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from bot.errors import StoreError
from bot.jobs.prefetch import Prefetch
from bot.slack.client import Slack
from playground.scenarios.load import find
from playground.slack import seed as people
from playground.slack.seed import FINOPS
from tests.features.conftest import GRANT, different, names, opener, world
from tests.features.world import Mending
from tests.jobs.fakes import FakeReader
from tests.waiting import UNHURRIED

__all__ = ["different", "names", "opener", "world"]


def test_it_is_asked_once_and_answered_once() -> None:
    asked: list[str] = []

    def question(about: str) -> int:
        asked.append(about)
        return len(asked)

    ahead = Prefetch()
    ahead.ask(question, "a")
    assert ahead.answer(question, "a") == 1
    assert ahead.answer(question, "a") == 2, "who asks again wants to know it anew"
    ahead.ask(question, "a")
    assert ahead.answer(question, "b") == 4, "another question than was asked"
    assert asked == ["a", "a", "a", "b"]


def test_what_it_raises_is_raised_where_it_is_used() -> None:
    def question() -> int:
        raise StoreError("changes", "is busy.")

    ahead = Prefetch()
    ahead.ask(question)
    with pytest.raises(StoreError, match="busy"):
        ahead.answer(question)


class Waiting(FakeReader):
    """AWS answers only once the tables were asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = [Event(), Event()]

    def facts(self, account: str | ReadFailed, name: str) -> Facts:
        assert all(each.wait(120) for each in self.asked)
        return super().facts(account, name)


def test_the_tables_are_asked_while_aws_is_read(
    world: Mending, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, store = Waiting(), world.store
    changes, get = store.changes.open_changes, store.verdicts.get

    def open_changes(resource: str = "") -> object:
        reader.asked[0].set()
        return changes(resource)

    def verdict(account: str, budget: str) -> object:
        reader.asked[1].set()
        return get(account, budget)

    monkeypatch.setattr(store.changes, "open_changes", open_changes)
    monkeypatch.setattr(store.verdicts, "get", verdict)
    parts = replace(world.worker.parts, reader=reader)
    context = parts.context(Job("j1", Place("", "", ""), Command("")))
    assert context.report("111111111111", "monthly").budget == "monthly"
    assert context.open_changes() == ()


def test_a_check_is_posted_after_one_call_to_the_tables(world: Mending) -> None:
    """That which keeps the answer, what its buttons mean and its message, all in one; what it waits
    for is asked meanwhile.
    """
    posting, go_on = Event(), Event()
    post = Slack.post

    def posted(slack: Slack, *given: Any, **more: Any) -> str:
        posting.set()
        assert go_on.wait(UNHURRIED)
        return post(slack, *given, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Slack, "post", posted)
        world.aws.control.forget_calls()
        world.slack.person(people.MENDER).command(f"/budget-check {find(GRANT).budget}", FINOPS)
        assert posting.wait(UNHURRIED)
        tables = [call.operation for call in world.aws.control.calls("dynamodb")]
        go_on.set()
        world.settle()
    assert sorted(tables) == ["GetItem", "Query", "TransactWriteItems"]
    assert world.answers()


@pytest.mark.parametrize("different", [{"tickets": ("opsitem",)}])
def test_open_tickets_are_asked_for_while_aws_is_read(
    world: Mending, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, asked = Waiting(), Event()
    opened = world.store.opened.open
    reader.asked = [asked]

    def open_tickets() -> object:
        asked.set()
        return opened()

    monkeypatch.setattr(world.store.opened, "open", open_tickets)
    parts = replace(world.worker.parts, reader=reader)
    context = parts.context(Job("j1", Place("", "", ""), Command("")))
    context.report("111111111111", "monthly")
    assert context.open_tickets() == ()
