"""The worker is killed at each point of a change; the next run tells the truth."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.jobs.crash_points import CrashPoint, Point
from tests.features.change.bench import PLACE, Bench, change_of
from tests.kill.conftest import Kill
from tests.kill.run import Death

OF_APPLY: list[Point] = [
    CrashPoint.LEASED,
    EventType.CLAIMED,
    CrashPoint.COMPARED,
    CrashPoint.INTENDED,
    CrashPoint.WRITTEN,
    CrashPoint.RECORDED,
    CrashPoint.READ_BACK,
    CrashPoint.VERIFIED,
    EventType.APPLIED,
    CrashPoint.RELEASED,
]
WRITTEN_BY_THEN = OF_APPLY[OF_APPLY.index(CrashPoint.WRITTEN) :]
STEPS = [CrashPoint.INTENDED, CrashPoint.WRITTEN, CrashPoint.RECORDED]


def _truth(b: Bench, change: Change) -> Change:
    """Whatever happened: one write for each step, each intended first, "applied" only if it is."""
    now, did = b.now(change), Counter(b.did(change))
    assert now.state in (State.APPLIED, State.REFUSED), did
    made = Counter(b.writes())
    assert all(count == 1 for count in made.values()), made
    assert did[EventType.INTENDED.row.log] >= len(b.writes())
    assert did[EventType.APPLIED.row.log] == (now.state is State.APPLIED)
    steps = len(now.plan.writes) if now.state is State.APPLIED else 0
    assert len(b.writes()) == steps
    assert did[EventType.WROTE.row.log] + did[EventType.FOUND.row.log] == steps
    return now


@pytest.mark.parametrize("point", OF_APPLY)
def test_one_write(b: Bench, kill: Kill, point: Point) -> None:
    change = b.approved("customer-key-without-budgets", "allow-on-key")
    kill(Death(point), "apply", change.id)
    _delivered_again_at_once(b, change, point)
    b.queue.sent.clear()  # the jobs died with their worker
    b.later(minutes=18)
    now = _truth(b, change)
    stopped = point in (EventType.CLAIMED, CrashPoint.COMPARED, CrashPoint.INTENDED)
    assert now.state is (State.REFUSED if stopped else State.APPLIED)
    sids = [one.get("Sid") for one in b.key_policy(change.plan)["Statement"]]
    assert sids.count("BudgetCheckAllowBudgets") == (not stopped)


def _delivered_again_at_once(b: Bench, change: Change, point: Point) -> None:
    """Before the lease is over nobody else writes, nor says that it is done."""
    writes = b.writes()
    came = b.mender.apply(change.id).what
    assert came is (EventType.BUSY if point is CrashPoint.LEASED else EventType.STANDS)
    assert b.mender.settle(change.id).what in (EventType.LATE, EventType.STANDS)
    assert b.writes() == writes == (["PutKeyPolicy"] if point in WRITTEN_BY_THEN else [])


@pytest.mark.parametrize("nth", range(1, 5))
@pytest.mark.parametrize("point", STEPS)
def test_a_change_of_four_steps(b: Bench, kill: Kill, point: Point, nth: int) -> None:
    """Never a second key; what is half done is done."""
    change = b.approved("aws-managed-key", "move-to-new-key")
    kill(Death(point, nth), "apply", change.id)
    b.later(minutes=18)
    now = _truth(b, change)
    nothing_done = point is CrashPoint.INTENDED and nth == 1
    assert now.state is (State.REFUSED if nothing_done else State.APPLIED)
    reference = b.topic(change.plan)["KmsMasterKeyId"]
    assert reference == ("alias/aws/sns" if nothing_done else now.plan.writes[-1].after)


@pytest.mark.parametrize("second", [CrashPoint.LEASED, EventType.SETTLING, *WRITTEN_BY_THEN[1:]])
def test_who_settles_is_killed_too(b: Bench, kill: Kill, second: Point) -> None:
    change = b.approved("customer-key-without-budgets", "allow-on-key")
    kill(Death(CrashPoint.WRITTEN), "apply", change.id)
    kill(Death(second, ahead=18), "settle", change.id)
    b.later(minutes=36)
    assert _truth(b, change).state is State.APPLIED


def test_a_proposal(b: Bench, kill: Kill) -> None:
    """Nobody saw it, so it expires."""
    scenario = b.seed("customer-key-without-budgets")
    kill(Death(EventType.PROPOSED), "propose", b.wish(scenario, "allow-on-key"))
    b.later(minutes=31)
    assert b.notifier.what == [EventType.LAPSED]
    assert b.writes() == []


@pytest.mark.parametrize("point", [EventType.SUBMITTED, CrashPoint.QUEUED])
def test_an_approved_change_whose_job_is_lost(b: Bench, kill: Kill, point: Point) -> None:
    change = b.propose("customer-key-without-budgets", "allow-on-key")
    kill(Death(point), "submit", change.id)
    assert b.now(change).state is State.APPROVED
    b.later(minutes=3)
    assert _truth(b, change).state is State.APPLIED


def test_a_request_of_which_nobody_was_told(b: Bench, kill: Kill) -> None:
    """The reminder tells them."""
    b = b.but(rules=replace(b.ports.rules, approvals=1))
    change = b.propose("customer-key-without-budgets", "allow-on-key")
    kill(Death(EventType.ASKED, approvals=1), "submit", change.id)
    b.later(hours=5)
    assert b.notifier.what == [EventType.REMINDER]
    assert b.mender.approve(change.id, "U2", change.plan.fingerprint).what is EventType.APPROVED
    b.work_off()
    assert _truth(b, change).state is State.APPLIED


def test_an_undo_between_its_two_changes(b: Bench, kill: Kill) -> None:
    change = b.approved("customer-key-without-budgets", "allow-on-key")
    b.mender.apply(change.id)
    undo = change_of(b.mender.propose_undo(change.id, "U1", PLACE), EventType.PROPOSED)
    b.submit(undo)
    kill(Death(EventType.UNDONE), "apply", undo.id)
    assert (b.now(change).state, b.now(undo).state) == (State.UNDONE, State.APPLYING)
    b.queue.sent.clear()
    b.later(minutes=18)
    assert b.now(undo).state is State.APPLIED
    assert b.writes() == ["PutKeyPolicy"] * 2
    assert b.did(change).count(EventType.UNDONE.row.log) == 1
