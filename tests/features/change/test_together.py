"""Many at once: one write, and everybody else is told."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.features.change.events import ChangeEvent
from bot.features.change.log_entries import of_change
from bot.jobs.crash_points import CrashPoint
from bot.store.changes import Changes
from tests.features.change.bench import PLACE, TABLES, Bench, at, change_of

NAME, FIX = "customer-key-without-budgets", "allow-on-key"


def test_fifty_submissions_of_one_plan(b: Bench) -> None:
    change = b.propose(NAME, FIX)

    def submit(_: int) -> ChangeEvent:
        return b.submit(change)

    with ThreadPoolExecutor(10) as threads:
        came = Counter(news.what for news in threads.map(submit, range(50)))
    assert came == {EventType.SUBMITTED: 1, EventType.LATE: 49}
    with ThreadPoolExecutor(10) as threads:
        jobs = [job for job, _ in b.queue.sent] * 5
        list(threads.map(b.work, jobs))
    assert b.writes() == ["PutKeyPolicy"]
    did = Counter(b.did(change))
    assert (did[EventType.APPLIED.row.log], did[EventType.REFUSED.row.log]) == (1, 49)
    assert {a.why for a in b.story(change) if a.what == EventType.REFUSED.row.log} <= {
        "Nothing was done: it is submitted and about to be applied."
    }


def test_one_job_delivered_five_times_at_once(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    with ThreadPoolExecutor(5) as threads:
        came = [news.what for news in threads.map(b.mender.apply, [change.id] * 5)]
    assert came.count(EventType.APPLIED) == 1
    assert set(came) <= {EventType.APPLIED, EventType.STANDS, EventType.BUSY}
    b.work_off()
    assert b.writes() == ["PutKeyPolicy"]
    assert b.did(change).count(EventType.APPLIED.row.log) == 1


def test_two_people_with_the_same_plan_for_one_key(b: Bench) -> None:
    scenario = b.seed(NAME)
    request = b.wish(scenario, FIX)
    changes = [b.proposed(request, "U1"), b.proposed(request, "U2")]
    for change in changes:
        assert b.submit(change, change.requester).what is EventType.SUBMITTED
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda change: b.mender.apply(change.id), changes))
    b.work_off()
    states = sorted(b.now(change).state for change in changes)
    assert states == [State.APPLIED, State.REFUSED]
    assert b.writes() == ["PutKeyPolicy"]
    assert EventType.STOPPED in b.notifier.what


def test_two_fixes_on_one_key(b: Bench) -> None:
    """The second waits for the first, finds another document, and is told; nothing is lost."""
    scenario = b.seed("key-disabled")
    b.aws.client("kms", scenario.topics[0].region)
    enable = b.proposed(b.wish(scenario, "enable-key"), "U1")
    b.put_key(enable.plan, {"Version": "2012-10-17", "Statement": [_root(b, enable.plan.resource)]})
    allow = b.proposed(b.wish(scenario, FIX), "U2")
    for change in (enable, allow):
        assert b.submit(change, change.requester).what is EventType.SUBMITTED
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda change: b.mender.apply(change.id), (enable, allow)))
    b.work_off()
    assert {b.now(c).state for c in (enable, allow)} == {State.APPLIED}
    assert sorted(b.writes()) == ["EnableKey", "PutKeyPolicy", "PutKeyPolicy"]
    sids = [one.get("Sid") for one in b.key_policy(allow.plan)["Statement"]]
    assert sids == ["Root", "BudgetCheckAllowBudgets"]


def test_a_change_waits_while_another_holds_the_resource(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    b.ports.leases.take([change.plan.resource], "another", b.clock(), 600)
    assert b.mender.apply(change.id).what is EventType.BUSY
    assert [delay for _, delay in b.queue.sent] == [15]
    assert b.now(change).state is State.APPROVED
    assert b.writes() == []


def _taken_over(b: Bench, change: Change) -> None:
    """The worker hung for longer than its lease, and somebody else took over."""
    resources = (*change.plan.resources, change.plan.topic)
    late = b.clock() + timedelta(minutes=17)
    assert b.ports.leases.take(resources, "another", late, 600)


def test_a_lease_that_is_lost_before_the_write(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    b = b.but(crash_hook=at(CrashPoint.COMPARED, lambda: _taken_over(b, change)))
    assert b.mender.apply(change.id).what is EventType.LATE
    assert b.writes() == []
    assert b.later(minutes=30) == [EventType.STOPPED]


def test_a_lease_that_is_lost_after_the_write(b: Bench) -> None:
    """Who took over decides; it is settled afterwards."""
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    b = b.but(crash_hook=at(CrashPoint.VERIFIED, lambda: _taken_over(b, change)))
    assert b.mender.apply(change.id).what is EventType.LATE
    assert b.now(change).state is State.APPLYING
    assert b.later(minutes=30) == [EventType.APPLIED]
    assert b.writes() == ["PutKeyPolicy"]


def test_a_re_check_comes_between_the_undo_and_its_original(b: Bench) -> None:
    """Both move the original; the undo still takes it to UNDONE."""
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()

    def refuse() -> None:
        b.aws.fault("kms", "DescribeKey", code="AccessDeniedException")

    b = b.but(crash_hook=at(CrashPoint.READ_BACK, refuse))
    first = change_of(b.mender.apply(change.id), EventType.UNVERIFIED)
    b.aws.control.forget_faults()
    undo = change_of(b.mender.propose_undo(first.id, "U1", PLACE), EventType.PROPOSED)
    b.submit(undo)

    class Interrupted(Changes):
        """The original is found to be applied between reading it and its transition."""

        def get(self, change: str) -> Change | None:
            found = super().get(change)
            if found and change == first.id and undo_is_verified and not noted:
                noted.append(1)
                record = of_change(found, EventType.APPLIED, b.clock())
                self.advance(found, EventType.APPLIED, record)
            return found

    noted: list[int] = []
    undo_is_verified: list[int] = []
    dynamodb = b.aws.client("dynamodb")
    b = b.but(
        changes=Interrupted(dynamodb, TABLES, lambda _: None),
        crash_hook=at(CrashPoint.VERIFIED, lambda: undo_is_verified.append(1)),
    )
    assert b.mender.apply(undo.id).what is EventType.APPLIED
    assert noted
    assert b.now(first).state is State.UNDONE


def _root(b: Bench, key: str) -> dict[str, object]:
    account = key.split(":")[4]
    return {
        "Sid": "Root",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }
