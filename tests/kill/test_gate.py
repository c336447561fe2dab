"""The worker is killed on a change's way through ServiceNow: one change request, applied once, told
once.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator

import pytest

from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.core.jobs import Job, Place
from bot.core.jobs.change_steps import Apply, PassGate, TellGate, WatchGate
from bot.core.jobs.outbox import Send
from bot.jobs.crash_points import CrashPoint, Point
from playground.tickets.local import LocalTickets
from playground.tickets.servicenow import State as Stands
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.change.gating import (
    FIX,
    change_of,
    gated_world,
    implement,
    passes,
    people,
    posted,
    request,
    submitted,
    writes,
)
from tests.features.conftest import GRANT
from tests.features.world import Mending
from tests.kill.test_slack import killed
from tests.tickets.local import tickets

__all__ = ["tickets"]

Processes = multiprocessing.context.ForkServerContext
NOBODY = Place("", "", "")


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws, tickets: LocalTickets) -> Iterator[Mending]:
    with gated_world(embedded_aws, opener, tickets) as here:
        yield here


def held(world: Mending, *kinds: type) -> None:
    """Nobody has the jobs of these kinds but the test; none: the schedule has them again."""
    for queue in world.soon:
        queue.holds = kinds
        if not kinds:
            queue.held.clear()


def goes_through(world: Mending, tickets: LocalTickets) -> None:
    """Whatever died, it ends as it should."""
    held(world)
    for _ in range(3):
        passes(world)
    opened = request(tickets)
    if opened.active and opened.state is not Stands.REVIEW:
        implement(tickets)
    for minutes in (6, 6, 20, 20, 6):
        passes(world, minutes=minutes)
    assert posted(tickets) == 1
    assert writes(world) == 1
    assert len(world.thread()) == 1 and world.thread()[0].text.startswith("✅")
    assert opened.state is Stands.REVIEW
    assert len([note for note in opened.notes if "Done. Alerts of" in note]) == 1
    assert world.records().count("applied") == 1


@pytest.mark.parametrize("point", [EventType.GATED, CrashPoint.QUEUED])
def test_who_finds_that_it_has_to_wait(
    world: Mending, tickets: LocalTickets, processes: Processes, point: Point
) -> None:
    held(world, Apply)
    world.submit(world.preview(world.check(GRANT), FIX))
    killed(world, processes, Job("k", NOBODY, Apply(change_of(world).id)), point)
    goes_through(world, tickets)


OPENING = [CrashPoint.GATE_CLAIMED, CrashPoint.GATE_ASKED, CrashPoint.GATE_KEPT]


@pytest.mark.parametrize("point", OPENING)
def test_who_opens_it(
    world: Mending, tickets: LocalTickets, processes: Processes, point: Point
) -> None:
    held(world, WatchGate)
    world.submit(world.preview(world.check(GRANT), FIX))
    killed(world, processes, Job("k", NOBODY, WatchGate(change_of(world).id)), point)
    assert len(tickets.servicenow.changes.every) == (point is not CrashPoint.GATE_CLAIMED)
    goes_through(world, tickets)


@pytest.mark.parametrize("point", OPENING)
def test_one_that_is_rejected_here_meanwhile_is_not_left_open_there(
    world: Mending, tickets: LocalTickets, processes: Processes, point: Point
) -> None:
    """Whoever opened it died before anybody could know of it."""
    held(world, WatchGate, PassGate)
    world.submit(world.preview(world.check(GRANT), FIX))
    killed(world, processes, Job("k", NOBODY, WatchGate(change_of(world).id)), point)
    world.press(world.thread()[-1], "change.reject")
    world.submit(world.slack.views(people.MENDER)[-1], "Not this week.")
    held(world)
    for _ in range(3):
        passes(world)
    assert posted(tickets) == (point is not CrashPoint.GATE_CLAIMED)
    assert [one.state for one in tickets.servicenow.changes.every if one.active] == []
    assert writes(world) == 0 and "Rejected" in world.thread()[0].text


@pytest.mark.parametrize("point", OPENING)
def test_who_sees_that_it_is_released(
    world: Mending, tickets: LocalTickets, processes: Processes, point: Point
) -> None:
    submitted(world)
    implement(tickets)
    world.clock.pass_(minutes=6)
    id = change_of(world).id
    killed(world, processes, Job("k", NOBODY, WatchGate(id)), point, clock=world.clock.ahead)
    assert (writes(world), change_of(world).state) == (0, State.GATED)
    goes_through(world, tickets)


@pytest.mark.parametrize("point", [EventType.RELEASED, CrashPoint.QUEUED])
def test_who_goes_on(
    world: Mending, tickets: LocalTickets, processes: Processes, point: Point
) -> None:
    submitted(world)
    implement(tickets)
    held(world, PassGate)
    passes(world)
    killed(world, processes, Job("k", NOBODY, PassGate(change_of(world).id)), point)
    goes_through(world, tickets)


def test_who_tells_it(world: Mending, tickets: LocalTickets, processes: Processes) -> None:
    """It stands there, and nobody has written down that it does."""
    submitted(world)
    change = change_of(world)
    implement(tickets)
    held(world, Send)
    passes(world)
    killed(world, processes, Job("k", NOBODY, TellGate(change.id)), CrashPoint.GATE_ASKED)
    gate = world.store.gates.get(change.id)
    assert gate and not gate.told
    goes_through(world, tickets)
    gate = world.store.gates.get(change.id)
    assert gate and gate.told
