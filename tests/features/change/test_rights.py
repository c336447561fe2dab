"""Who may: looked up at each step, and logged like an act where somebody may not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.accounts.authorize import Reason
from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.change.state import State
from tests.features.change.bench import PLACE, SOMEBODY, Bench, change_of

NAME, FIX = "customer-key-without-budgets", "allow-on-key"


def _with_approvals(b: Bench, approvals: int) -> Bench:
    return b.but(rules=replace(b.ports.rules, approvals=approvals))


def test_who_is_not_known_may_not_even_look(b: Bench) -> None:
    scenario = b.seed(NAME)
    b.rights.unknown = True
    news = b.mender.propose("U9", PLACE, b.wish(scenario, FIX))
    assert news.what is EventType.REFUSED
    assert news.refusal and news.refusal.reason is Reason.LOOKUP_FAILED
    (record,) = b.ports.log.of_budget("111111111111", scenario.budget).items
    assert (record.what, record.who, record.change) == (EventType.REFUSED.row.log, "U9", "")


def test_where_nobody_may_mend_nobody_is_asked(b: Bench) -> None:
    scenario = b.seed(NAME)
    b.rights.menders = ()
    assert b.mender.propose("U9", PLACE, b.wish(scenario, FIX)).what is EventType.REFUSED


def asked_by_nobody(b: Bench) -> Change:
    """Submitted by somebody who may not mend."""
    scenario = b.seed(NAME)
    change = change_of(b.mender.propose("U9", PLACE, b.wish(scenario, FIX)), EventType.PROPOSED)
    assert change.asking
    return change_of(b.submit(change, "U9"), EventType.ASKED)


def test_who_may_not_mend_asks_and_never_runs_it(b: Bench) -> None:
    change = asked_by_nobody(b)
    assert b.mender.apply(change.id).what is EventType.STANDS
    assert b.mender.approve(change.id, "U9", change.plan.fingerprint).what is EventType.REFUSED
    assert b.mender.approve(change.id, "U2", "another plan").what is EventType.REPLANNED
    assert b.writes() == [] and b.now(change).state is State.WAITING
    done = b.mender.approve(change.id, "U2", change.plan.fingerprint)
    assert done.what is EventType.APPROVED
    assert b.mender.apply(change.id).what is EventType.APPLIED


def test_it_stops_once_the_one_who_approved_it_may_not_mend(b: Bench) -> None:
    change = asked_by_nobody(b)
    b.mender.approve(change.id, "U2", change.plan.fingerprint)
    b.rights.menders = ("U1", "U3")
    assert b.mender.apply(change.id).what is EventType.STOPPED
    assert b.writes() == []


def test_more_approvals_are_as_many_for_who_asks(b: Bench) -> None:
    change = asked_by_nobody(_with_approvals(b, 2))
    two = _with_approvals(b, 2)
    assert two.mender.approve(change.id, "U2", change.plan.fingerprint).what is EventType.AGREED
    assert two.mender.approve(change.id, "U3", change.plan.fingerprint).what is EventType.APPROVED


def test_a_right_lost_before_submitting(b: Bench) -> None:
    change = b.propose(NAME, FIX)
    b.rights.menders = ("U2",)
    assert b.submit(change).what is EventType.REFUSED
    assert b.did(change) == [EventType.PROPOSED.row.log, EventType.REFUSED.row.log]
    assert b.now(change).state is State.PREVIEWED


def test_a_right_lost_before_the_claim(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    b.rights.menders = ("U2",)
    assert b.mender.apply(change.id).what is EventType.STOPPED
    assert b.now(change).state is State.REFUSED
    assert b.writes() == []


def test_a_look_up_that_fails_before_the_claim(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    b.rights.unknown = True
    news = b.mender.apply(change.id)
    assert news.what is EventType.STOPPED
    assert "Slack did not say" in news.says
    assert b.writes() == []


def test_somebody_elses_preview(b: Bench) -> None:
    change = b.propose(NAME, FIX)
    assert b.submit(change, "U2").what is EventType.LATE
    assert b.did(change) == [EventType.PROPOSED.row.log, EventType.REFUSED.row.log]


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_that_must_be_typed(b: Bench, reason: str) -> None:
    b = b.but(rules=replace(b.ports.rules, allow_unencrypted=True))
    change = b.propose("aws-managed-key", "turn-off-encryption")
    news = b.submit(change, reason=reason)
    assert news.refusal
    assert news.refusal.reason is Reason.NO_REASON
    assert b.submit(change, reason="the month ends").what is EventType.SUBMITTED
    assert b.now(change).reason == "the month ends"
    assert "the month ends" in {action.why for action in b.story(change)}


def test_two_must_approve(b: Bench) -> None:
    b = _with_approvals(b, 2)
    change = b.propose(NAME, FIX)
    fingerprint = change.plan.fingerprint
    asked = b.submit(change)
    assert (asked.what, asked.missing, asked.ask) == (EventType.ASKED, 2, b.rights.menders[1:])
    own = b.mender.approve(change.id, "U1", fingerprint)
    assert own.refusal
    assert own.refusal.reason is Reason.SELF_APPROVAL
    first = b.mender.approve(change.id, "U2", fingerprint)
    assert (first.what, first.missing) == (EventType.AGREED, 1)
    twice = b.mender.approve(change.id, "U2", fingerprint)
    assert twice.refusal
    assert twice.refusal.reason is Reason.APPROVED_ALREADY
    assert b.mender.approve(change.id, "U9", fingerprint).what is EventType.REFUSED
    assert b.queue.sent == []
    assert b.mender.approve(change.id, "U3", fingerprint).what is EventType.APPROVED
    assert b.work_off() == [EventType.APPLIED]
    assert b.did(change).count(EventType.REFUSED.row.log) == 3


def test_submitting_again_while_it_waits(b: Bench) -> None:
    b = _with_approvals(b, 1)
    change = b.propose(NAME, FIX)
    b.submit(change)
    assert b.submit(change).what is EventType.LATE
    assert b.now(change).state is State.WAITING


def test_nothing_to_approve_before_it_is_submitted(b: Bench) -> None:
    b = _with_approvals(b, 1)
    change = b.propose(NAME, FIX)
    news = b.mender.approve(change.id, "U2", change.plan.fingerprint)
    assert news.what is EventType.LATE
    assert b.now(change).state is State.PREVIEWED


def test_an_approval_of_another_plan(b: Bench) -> None:
    b = _with_approvals(b, 1)
    change = b.propose(NAME, FIX)
    b.submit(change)
    assert b.mender.approve(change.id, "U2", "0" * 64).what is EventType.REPLANNED
    assert b.now(change).approved_by() == ("U1",)


def test_a_new_plan_voids_approvals(b: Bench) -> None:
    """What is stopped for another document comes back as a proposal that nobody has approved."""
    b = _with_approvals(b, 1)
    change = b.propose(NAME, FIX)
    b.submit(change)
    b.mender.approve(change.id, "U2", change.plan.fingerprint)
    b.edit_key(change.plan, SOMEBODY)
    news = b.mender.apply(change.id)
    assert news.what is EventType.STOPPED
    assert news.instead
    assert news.instead.approved_by() == ()
    assert b.submit(news.instead).what is EventType.ASKED


def test_an_approver_who_lost_the_right(b: Bench) -> None:
    b = _with_approvals(b, 1)
    change = b.propose(NAME, FIX)
    b.submit(change)
    b.mender.approve(change.id, "U2", change.plan.fingerprint)
    b.rights.menders = ("U1", "U3")
    news = b.mender.apply(change.id)
    assert news.what is EventType.STOPPED
    assert "<@U2>" in news.says
    assert b.writes() == []


@pytest.mark.parametrize("who", ["U1", "U2"])
def test_rejected(b: Bench, who: str) -> None:
    b = _with_approvals(b, 1)
    change = b.propose(NAME, FIX)
    b.submit(change)
    assert b.mender.reject(change.id, who, "not today").what is EventType.REJECTED
    assert b.now(change).state is State.REFUSED
    assert b.mender.approve(change.id, "U3", change.plan.fingerprint).what is EventType.LATE
    assert "not today" in b.notifier.news[-1].says


def test_a_stranger_may_not_reject(b: Bench) -> None:
    b = _with_approvals(b, 1)
    change = b.propose(NAME, FIX)
    b.submit(change)
    assert b.mender.reject(change.id, "U9").what is EventType.REFUSED
    assert b.now(change).state is State.WAITING


def test_nothing_to_reject_before_it_is_submitted(b: Bench) -> None:
    change = b.propose(NAME, FIX)
    assert b.mender.reject(change.id, "U2").what is EventType.LATE
    assert b.now(change).state is State.PREVIEWED


def test_undo_needs_the_same_right(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    done = change_of(b.mender.apply(change.id), EventType.APPLIED)
    assert b.mender.propose_undo(done.id, "U9", PLACE).what is EventType.REFUSED
    assert b.did(done)[-1] == EventType.REFUSED.row.log


def test_what_is_not_applied_cannot_be_undone(b: Bench) -> None:
    change = b.propose(NAME, FIX)
    assert b.mender.propose_undo(change.id, "U1", PLACE).what is EventType.LATE
