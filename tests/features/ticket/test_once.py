"""One ticket for one fault: however many press at once, and whatever is lost or dies on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from bot.core.jobs import Job
from bot.core.jobs.tickets import OpenTicket
from bot.features.ticket.open import LEASED_FOR, LONGEST_WAIT, MOST_WAITS
from bot.jobs.crash_points import TicketPoint
from playground.slack import seed
from tests.features.conftest import GRANT
from tests.features.ticket.kept import KeptTickets, kind, use
from tests.features.ticket.test_tickets import OPEN, enter
from tests.features.world import Mending, text_of

PEOPLE = 1000


@pytest.fixture
def different() -> dict[str, Any]:
    return {"tickets": ("opsitem",)}


@pytest.fixture
def paper(world: Mending) -> KeptTickets:
    """The one system."""
    found = KeptTickets()
    use(world, {"paper": (found, kind("Paper"))})
    return found


def submitted(world: Mending) -> Job:
    """The job that one submission of the dialog leaves."""
    view = world.preview(world.check(GRANT), OPEN)
    for queue in world.soon:
        queue.holds = (OpenTicket,)
    world.slack.person(seed.MENDER).submit(view)
    world.settle()
    for queue in world.soon:
        queue.holds = ()
    (job,) = world.soon[0].held
    return job


def fault_of(job: Job) -> str:
    """What is leased while its ticket is opened."""
    assert isinstance(job.what, OpenTicket) and job.what.fault
    return f"ticket:{job.what.fault}"


def test_a_thousand_parallel_presses_open_one_ticket_and_tell_the_thread_once(
    world: Mending, paper: KeptTickets
) -> None:
    paper.slow = 0.2
    job = submitted(world)
    assert isinstance(job.what, OpenTicket)
    for n in range(PEOPLE):
        own = job.what._replace(view=job.what.view if n == 0 else "")
        world.routes.send(Job(uuid4().hex, job.place, own))
    world.settle()
    assert list(paper.made) == ["PAPER-1"]
    told = [one for one in world.thread() if "PAPER-1" in one.text]
    assert len(told) == 1 and "opened PAPER-1" in told[0].text
    assert len(world.alone()) >= PEOPLE - 1, "each of them is answered"
    assert all("PAPER-1" in one for one in world.alone())
    (known,) = world.store.opened.open()
    assert (known.ticket, known.system) == ("PAPER-1", "paper")


def test_the_same_submission_delivered_twice_at_once_opens_one(
    world: Mending, paper: KeptTickets
) -> None:
    paper.slow = 0.2
    job = submitted(world)
    for _ in range(2):
        world.routes.send(job)
    world.settle()
    assert list(paper.made) == ["PAPER-1"]
    shown = " ".join(text_of(world.slack.views(seed.MENDER)[-1]).split())
    assert shown.startswith("🎫 PAPER-1 is open in")


def test_a_lost_answer_comes_back_as_the_dialog_and_the_next_press_finds_the_ticket(
    world: Mending, paper: KeptTickets
) -> None:
    paper.loses = 1
    view = world.preview(world.check(GRANT), OPEN)
    assert "Whether a ticket was opened is not known" in enter(world, view, "My title", "My note")
    assert "My title" in str(view.body) and "My note" in str(view.body)
    assert world.thread() == []
    assert "was open already" in world.submit(view)
    assert list(paper.made) == ["PAPER-1"]


def test_who_saw_the_open_one_and_wants_another_has_the_system_asked(
    world: Mending, paper: KeptTickets
) -> None:
    answer = world.check(GRANT)
    world.submit(world.preview(answer, OPEN))
    assert "was open already" in world.submit(world.preview(answer, OPEN))
    assert list(paper.made) == ["PAPER-1"]


def test_a_dialog_that_was_open_before_somebody_elses_ticket_shows_that_one(
    world: Mending, paper: KeptTickets
) -> None:
    answer = world.check(GRANT)
    mine, other = (world.preview(answer, OPEN, user) for user in (seed.MENDER, seed.APPROVER))
    world.submit(mine)
    assert "was open already" in world.submit(other, user=seed.APPROVER)
    assert list(paper.made) == ["PAPER-1"] and len(world.thread()) == 1


def test_a_lease_of_somebody_who_hangs_is_waited_for_and_then_taken(
    world: Mending, paper: KeptTickets
) -> None:
    job = submitted(world)
    leases, now = world.store.leases, world.clock()
    assert leases.take([fault_of(job)], "somebody", now, LEASED_FOR)
    world.routes.send(job)
    world.settle()
    waited = (world.clock() - now).total_seconds()
    assert LEASED_FOR <= waited < LEASED_FOR + 2 * LONGEST_WAIT
    assert list(paper.made) == ["PAPER-1"] and "opened PAPER-1" in world.thread()[-1].text


def test_a_lease_that_never_ends_is_told_to_who_waits(world: Mending, paper: KeptTickets) -> None:
    job = submitted(world)
    forever = LONGEST_WAIT * MOST_WAITS * 2
    assert world.store.leases.take([fault_of(job)], "somebody", world.clock(), forever)
    world.routes.send(job)
    world.settle()
    assert "has not got through" in text_of(world.slack.views(seed.MENDER)[-1])
    assert paper.made == {}


@pytest.mark.parametrize("point", [*TicketPoint])
def test_a_failure_in_between_frees_the_fault(
    world: Mending, paper: KeptTickets, point: TicketPoint
) -> None:
    def fail() -> None:
        raise RuntimeError(point)

    job = submitted(world)
    world.at[point] = fail
    world.routes.send(job)
    world.settle()
    world.routes.send(replace(job, attempt=1))
    world.settle()
    assert list(paper.made) == ["PAPER-1"]
    (said,) = [one for one in world.thread() if "PAPER-1" in one.text]
    assert "opened PAPER-1" in said.text, "by whom it was opened, and not found"
