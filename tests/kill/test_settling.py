"""What is found after a worker was killed, beside a plain yes or no."""

from __future__ import annotations

from bot.aws.apply import ONCE, AwsWriter
from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.jobs.crash_points import CrashPoint
from tests.aws.world import OpenAws, allow, deny
from tests.features.change.bench import SOMEBODY, Bench
from tests.kill.conftest import Kill
from tests.kill.run import Death

NAME, FIX = "customer-key-without-budgets", "allow-on-key"


def _killed(b: Bench, kill: Kill, name: str, fix: str, death: Death) -> Change:
    change = b.approved(name, fix)
    kill(death, "apply", change.id)
    b.queue.sent.clear()
    return change


def test_somebody_edited_meanwhile(b: Bench, kill: Kill) -> None:
    """Whether our write came before theirs cannot be told: said so, and nothing is written."""
    change = _killed(b, kill, NAME, FIX, Death(CrashPoint.INTENDED))
    b.edit_key(change.plan, SOMEBODY)
    b.aws.control.forget_calls()
    assert b.later(minutes=18) == [EventType.FAILED]
    assert b.now(change).state is State.FAILED
    assert "somebody else" in b.now(change).outcome
    assert b.writes() == []


def test_somebody_edited_what_was_recorded(b: Bench, kill: Kill) -> None:
    change = _killed(b, kill, NAME, FIX, Death(CrashPoint.RECORDED))
    b.edit_key(change.plan, SOMEBODY)
    assert b.later(minutes=18) == [EventType.FAILED]
    sids = {one.get("Sid") for one in b.key_policy(change.plan)["Statement"]}
    assert {"SomebodyElse", "BudgetCheckAllowBudgets"} <= sids


def test_it_cannot_be_read_yet(b: Bench, kill: Kill) -> None:
    change = _killed(b, kill, NAME, FIX, Death(CrashPoint.WRITTEN))
    b.aws.fault("kms", "GetKeyPolicy", code="AccessDeniedException")
    assert b.later(minutes=18) == [EventType.UNSURE]
    assert b.now(change).state is State.APPLYING
    b.aws.control.forget_faults()
    assert b.later(minutes=18) == [EventType.APPLIED]
    assert b.writes() == ["PutKeyPolicy"]


def test_half_a_change_whose_right_is_gone(b: Bench, kill: Kill) -> None:
    change = _killed(b, kill, "aws-managed-key", "move-to-new-key", Death(CrashPoint.RECORDED, 1))
    b.rights.menders = ("U2",)
    assert b.later(minutes=18) == [EventType.FAILED]
    assert "1 of 4 steps are done" in b.now(change).outcome
    assert b.writes() == ["CreateKey"]


def test_half_a_change_that_aws_had_refused(b: Bench, kill: Kill, opener: OpenAws) -> None:
    """The refusal was recorded, and the worker killed before it could say so."""
    change = _killed(b, kill, "aws-managed-key", "move-to-new-key", Death(CrashPoint.RECORDED, 2))
    given = b.aws.as_role("mender", allow("*"), deny("kms:CreateAlias"))
    role = opener(given["account"], secret=given["secret"], token=given["token"], config=ONCE)
    b = b.but(writer=AwsWriter(b.reading, role))
    assert b.later(minutes=18) == [EventType.FAILED]
    outcome = b.now(change).outcome
    assert "kms:CreateAlias" in outcome
    assert "2 of 4 steps are done" in outcome
    assert "was made and stays" in outcome
    assert b.did(change)[-3:] == [
        EventType.INTENDED.row.log,
        EventType.NOT_WRITTEN.row.log,
        EventType.FAILED.row.log,
    ]


def test_two_who_settle(b: Bench, kill: Kill) -> None:
    change = _killed(b, kill, NAME, FIX, Death(CrashPoint.WRITTEN))
    b.clock.pass_(minutes=18)
    resources = (*change.plan.resources, change.plan.topic)
    b.ports.leases.take(resources, "another", b.clock(), 600)
    assert b.mender.settle(change.id).what is EventType.LATE
    assert b.now(change).state is State.APPLYING
