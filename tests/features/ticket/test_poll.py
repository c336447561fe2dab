"""Tickets of systems that do not tell: asked about, said to be closed, with what is still so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.ticket_states import TicketsDue
from bot.features.ticket.poll import EVERY, FOR
from bot.tickets import SetupFault, TicketState, Trouble
from playground.scenarios.load import find
from tests.features.conftest import GRANT
from tests.features.ticket.kept import KeptTickets, kind, use
from tests.features.ticket.test_tickets import CAUSE, OPEN
from tests.features.world import Mending, text_of

BUDGET = find(GRANT).budget


@pytest.fixture
def different() -> dict[str, Any]:
    return {"tickets": ("opsitem",)}


@pytest.fixture
def paper(world: Mending) -> KeptTickets:
    """The one system, with one ticket in it."""
    found = KeptTickets()
    use(world, {"paper": (found, kind("Paper"))})
    world.submit(world.preview(world.check(GRANT), OPEN))
    assert list(found.made) == ["PAPER-1"]
    return found


def passes(world: Mending, time: timedelta) -> None:
    """Time passes, and the schedule comes round."""
    world.clock.pass_(seconds=time.total_seconds())
    world.routes.send(Job(uuid4().hex, NOBODY, TicketsDue()))
    world.settle()


def said(world: Mending) -> list[str]:
    """What the thread was told after it was opened."""
    return [one.text for one in world.thread() if "opened PAPER" not in one.text]


def test_each_is_asked_about_every_ten_minutes_however_often_the_schedule_comes(
    world: Mending, paper: KeptTickets
) -> None:
    passes(world, EVERY - timedelta(minutes=1))
    assert paper.looked == []
    for asked in (1, 1, 1, 1, 1, 2):
        passes(world, timedelta(minutes=2))
        assert len(paper.looked) == asked
    assert said(world) == []


def test_one_that_is_ninety_days_old_is_left_alone(world: Mending, paper: KeptTickets) -> None:
    passes(world, FOR)
    assert paper.looked == []


def test_one_that_is_closed_as_wont_do_is_told_with_what_is_still_so(
    world: Mending, paper: KeptTickets
) -> None:
    paper.states["PAPER-1"] = TicketState(False, "closed as Won't Do", "alice")
    for _ in range(3):
        passes(world, EVERY)
    assert said(world) == [
        f"🎫 alice closed PAPER-1 for {BUDGET} (closed as Won't Do): {CAUSE}. "
        "The fault is still there."
    ]
    assert paper.looked == ["PAPER-1"] and world.store.opened.open() == ()
    assert "Open a ticket" in text_of(world.check(GRANT))


def test_one_that_is_done_is_told_without(world: Mending, paper: KeptTickets) -> None:
    world.mend(GRANT, "allow-on-key")
    paper.states["PAPER-1"] = TicketState(False, "closed")
    passes(world, EVERY)
    assert said(world)[-1] == f"🎫 Somebody closed PAPER-1 for {BUDGET}: {CAUSE}"


def test_one_that_is_gone_is_told_once(world: Mending, paper: KeptTickets) -> None:
    paper.states["PAPER-1"] = TicketState(False, "gone", gone=True)
    for _ in range(2):
        passes(world, EVERY)
    (line,) = said(world)
    assert line.startswith(f"🎫 PAPER-1 for {BUDGET} is gone: deleted, or hidden from budget-check")
    assert line.endswith("The fault is still there.")


def test_a_token_that_sees_nothing_any_more_makes_no_ticket_gone(
    world: Mending, paper: KeptTickets
) -> None:
    paper.states["PAPER-1"] = TicketState(False, "gone", gone=True)
    paper.faulty = (SetupFault("The token has ended.", "Make a new one."),)
    passes(world, EVERY)
    assert said(world) == [] and len(world.store.opened.open()) == 1
    paper.faulty = (SetupFault("The token ends in 3 days.", "Make a new one.", certain=False),)
    passes(world, EVERY)
    assert "is gone" in said(world)[0]


def test_an_answer_that_is_missing_is_asked_for_again(world: Mending, paper: KeptTickets) -> None:
    paper.states["PAPER-1"] = Trouble("Paper did not answer.", again=True)
    passes(world, EVERY)
    assert said(world) == [] and len(world.store.opened.open()) == 1
    paper.states["PAPER-1"] = TicketState(False, "closed", "alice")
    passes(world, EVERY)
    assert "alice closed PAPER-1" in said(world)[0]


def test_a_system_that_tells_by_itself_is_not_asked(world: Mending, paper: KeptTickets) -> None:
    use(world, {"paper": (paper, kind("Paper", polled=False))})
    passes(world, EVERY)
    assert paper.looked == []


def test_a_ticket_that_is_opened_again_is_asked_about_again(
    world: Mending, paper: KeptTickets
) -> None:
    paper.states["PAPER-1"] = TicketState(False, "closed")
    passes(world, EVERY)
    world.submit(world.preview(world.answers()[0], OPEN))
    assert list(paper.made) == ["PAPER-1", "PAPER-2"]
    passes(world, EVERY)
    assert paper.looked == ["PAPER-1", "PAPER-2"]
