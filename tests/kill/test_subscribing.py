"""The worker is killed while it subscribes budget-check, and while it takes that back."""

from __future__ import annotations

import pytest

from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.jobs.crash_points import CrashPoint, Point
from tests.features.change.bench import OWN, PLACE, Bench, change_of, own_function
from tests.kill.conftest import Kill
from tests.kill.run import Death
from tests.kill.test_every_point import OF_APPLY, WRITTEN_BY_THEN

NAME, FIX = "no-encryption", "subscribe-bot"


def _approved(b: Bench) -> Change:
    own_function(b.aws)
    return b.approved(NAME, FIX)


def _settled(b: Bench, change: Change) -> State:
    """Applied only if it is, and never written twice."""
    b.queue.sent.clear()
    b.later(minutes=18)
    state = b.now(change).state
    assert state in (State.APPLIED, State.REFUSED)
    assert b.did(change).count(EventType.APPLIED.row.log) == (state is State.APPLIED)
    return state


@pytest.mark.parametrize("point", OF_APPLY)
def test_a_subscription(b: Bench, kill: Kill, point: Point) -> None:
    change = _approved(b)
    kill(Death(point), "apply", change.id)
    assert b.subscriptions(change.plan.topic).count(OWN.arn) == (point in WRITTEN_BY_THEN)
    applied = _settled(b, change) is State.APPLIED
    assert applied is (point not in (EventType.CLAIMED, CrashPoint.COMPARED, CrashPoint.INTENDED))
    assert b.writes() == ["Subscribe"] * applied
    assert b.subscriptions(change.plan.topic).count(OWN.arn) == applied


@pytest.mark.parametrize("point", [CrashPoint.INTENDED, CrashPoint.WRITTEN, CrashPoint.RECORDED])
def test_its_undo(b: Bench, kill: Kill, point: Point) -> None:
    change = _approved(b)
    b.mender.apply(change.id)
    undo = change_of(b.mender.propose_undo(change.id, "U1", PLACE), EventType.PROPOSED)
    b.submit(undo)
    kill(Death(point), "apply", undo.id)
    undone = _settled(b, undo) is State.APPLIED
    assert undone is (point is not CrashPoint.INTENDED)
    assert b.now(change).state is (State.UNDONE if undone else State.APPLIED)
    assert b.writes() == ["Subscribe", *["Unsubscribe"] * undone]
    assert b.subscriptions(change.plan.topic).count(OWN.arn) == (not undone)
