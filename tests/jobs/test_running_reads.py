"""One read of a budget at a time, whoever asks; and none of them goes without what it found."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore

import pytest

from bot.core.model.path import Facts
from bot.jobs.running_reads import RunningReads
from tests.jobs.fakes import ACCOUNT, broken_facts
from tests.jobs.joining import joining
from tests.waiting import UNHURRIED

ASKERS = 20


@pytest.fixture
def joins() -> Iterator[Semaphore]:
    """Released by each job that waits for another one's read."""
    with joining() as found:
        yield found


class Read:
    """A read of AWS that ends when it is let go."""

    def __init__(self, fails: Exception | None = None) -> None:
        self.begun, self.go, self.count, self.fails = Event(), Event(), 0, fails

    def __call__(self) -> Facts:
        self.count += 1
        self.begun.set()
        assert self.go.wait(UNHURRIED)
        if self.fails:
            raise self.fails
        return broken_facts("tax")


def test_who_asks_while_it_runs_gets_what_it_finds(joins: Semaphore) -> None:
    running, read, none = RunningReads(), Read(), Read(fails=AssertionError("read twice"))
    none.go.set()
    with ThreadPoolExecutor(ASKERS) as pool:
        first = pool.submit(running.facts, ACCOUNT, "tax", read)
        assert read.begun.wait(UNHURRIED)
        others = [pool.submit(running.facts, ACCOUNT, "tax", none) for _ in range(ASKERS - 1)]
        for _ in others:
            assert joins.acquire(timeout=UNHURRIED)
        another = running.facts(ACCOUNT, "cost-ec2", lambda: broken_facts("cost-ec2"))
        assert another.name == "cost-ec2"
        read.go.set()
        found = [one.result(UNHURRIED) for one in (first, *others)]
    assert all(one is found[0] for one in found)
    assert (read.count, none.count) == (1, 0)


def test_what_is_over_is_read_again() -> None:
    running, read = RunningReads(), Read()
    read.go.set()
    for _ in range(3):
        running.facts(ACCOUNT, "tax", read)
    assert read.count == 3


def test_each_hears_of_a_read_that_fails_and_the_next_one_reads(joins: Semaphore) -> None:
    running, read = RunningReads(), Read(fails=ConnectionError("gone"))
    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(running.facts, ACCOUNT, "tax", read) for _ in range(2)]
        assert joins.acquire(timeout=UNHURRIED)
        read.go.set()
        for one in both:
            with pytest.raises(ConnectionError):
                one.result(UNHURRIED)
    assert running.facts(ACCOUNT, "tax", lambda: broken_facts("tax"))
