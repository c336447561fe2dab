"""A check that runs is shared as far as it reads: each question has an answer of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from threading import Semaphore

import pytest

from playground.slack import seed
from tests.jobs.joining import joining
from tests.slack.conftest import World
from tests.waiting import UNHURRIED

PEOPLE = {seed.MENDER: seed.FINOPS, seed.APPROVER: seed.PRIVATE, seed.NOBODY: seed.FINOPS}


@pytest.fixture
def joins() -> Iterator[Semaphore]:
    with joining() as found:
        yield found


def test_one_read_answers_everybody_where_they_asked(world: World, joins: Semaphore) -> None:
    world.aws.reads.clear()
    for user, channel in PEOPLE.items():
        assert world.slack.person(user).command("/budget-check tax", channel).in_time
    for _ in range(len(PEOPLE) - 1):
        assert joins.acquire(timeout=UNHURRIED)
    world.aws.reads.set()
    assert world.queue.drain(UNHURRIED)
    assert world.aws.checked == ["tax"]
    for channel, askers in Counter(PEOPLE.values()).items():
        answers = [one.text for one in world.messages(channel, seed.APPROVER)]
        assert len(answers) == askers and all("tax does not alert" in one for one in answers)


def test_the_same_question_again_while_it_is_read(world: World, joins: Semaphore) -> None:
    world.aws.reads.clear()
    for _ in range(2):
        assert world.slack.person(seed.MENDER).command("/budget-check tax", seed.FINOPS).in_time
    assert joins.acquire(timeout=UNHURRIED)
    world.aws.reads.set()
    assert world.queue.drain(UNHURRIED)
    assert world.aws.checked == ["tax"] and len(world.messages()) == 2


def test_check_again_reads_anew(world: World) -> None:
    """Whoever presses it has just mended something."""
    (answer,) = world.command("tax")
    world.aws.reads.clear()
    assert world.slack.person(seed.APPROVER).command("/budget-check tax", seed.FINOPS).in_time
    assert world.slack.person(seed.MENDER).press(answer, "check.again").in_time
    world.aws.reads.set()
    assert world.queue.drain(UNHURRIED)
    assert world.aws.checked == ["tax"] * 3
