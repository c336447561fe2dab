"""What happens by itself: expiries, reminders, lost jobs, re-checks; and the schedule's thread."""

from __future__ import annotations

import json
from dataclasses import replace
from threading import Event

import pytest

from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.errors import StoreError
from bot.features.change.schedule import Ticker
from bot.jobs.crash_points import CrashPoint
from tests.features.change.bench import Bench, at
from tests.waiting import UNHURRIED

NAME, FIX = "customer-key-without-budgets", "allow-on-key"


def test_a_preview_that_nobody_submits(b: Bench) -> None:
    change = b.propose(NAME, FIX)
    assert b.mender.due() == 0
    b.later(minutes=31)
    assert b.now(change).state is State.EXPIRED
    assert b.notifier.what == [EventType.LAPSED]
    assert b.did(change)[-1] == EventType.EXPIRED.row.log
    assert b.mender.due() == 0


def test_a_late_submission(b: Bench) -> None:
    """The schedule has not come by yet."""
    change = b.propose(NAME, FIX)
    b.clock.pass_(minutes=31)
    assert b.submit(change).what is EventType.LAPSED
    assert b.submit(change).what is EventType.LATE
    assert b.writes() == []


def test_reminders_and_the_end_of_a_request(b: Bench) -> None:
    b = b.but(rules=replace(b.ports.rules, approvals=1))
    change = b.propose(NAME, FIX)
    b.submit(change)
    b.notifier.news.clear()
    b.later(hours=5)
    assert b.mender.due() == 0, "one reminder for each time"
    b.later(hours=5)
    assert b.notifier.what == [EventType.REMINDER] * 2
    assert (b.notifier.news[-1].missing, b.notifier.news[-1].ask) == (1, b.rights.menders[1:])
    b.later(hours=15)
    assert b.notifier.what[-1] is EventType.EXPIRED
    assert b.now(change).state is State.EXPIRED


def test_a_lost_job(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    assert b.later(minutes=3) == [EventType.APPLIED]
    assert b.now(change).state is State.APPLIED


def test_an_approved_change_that_never_gets_its_turn(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    b.clock.pass_(minutes=31)
    assert b.mender.apply(change.id).what is EventType.EXPIRED
    assert b.writes() == []


def _unverified(b: Bench) -> Bench:
    """KMS cannot be read for a while, right after the write."""

    def forget() -> None:
        b.aws.fault("kms", "DescribeKey", code="AccessDeniedException")

    return b.but(crash_hook=at(CrashPoint.READ_BACK, forget))


def test_verified_later(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    b = _unverified(b)
    news = b.mender.apply(change.id)
    assert news.what is EventType.UNVERIFIED
    assert b.now(change).state is State.UNVERIFIED
    assert [delay for _, delay in b.queue.sent] == [60]
    assert b.work_off() == [EventType.UNVERIFIED]
    b.aws.control.forget_faults()
    assert b.later(minutes=6) == [EventType.APPLIED]
    assert b.now(change).state is State.APPLIED
    assert b.writes() == ["PutKeyPolicy"]


def test_never_verified(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    b = _unverified(b)
    b.mender.apply(change.id)
    b.queue.sent.clear()
    assert b.later(minutes=30) == [EventType.UNVERIFIED]
    assert b.later(minutes=31) == [EventType.FAILED]
    assert b.now(change).state is State.FAILED
    assert "could not be verified" in b.notifier.news[-1].says


def test_an_edit_while_it_is_unverified(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    b = _unverified(b)
    b.mender.apply(change.id)
    b.aws.control.forget_faults()
    document = b.key_policy(change.plan)
    document["Statement"].append({**document["Statement"][0], "Sid": "Another"})
    b.put_key(change.plan, document)
    assert b.work_off() == [EventType.FAILED]


def test_new_faults_are_not_ours_to_hide(b: Bench) -> None:
    """The statement is there, and meanwhile the topic has lost its own."""
    change = b.approved(NAME, FIX)
    sns = b.aws.client("sns", change.plan.topic.split(":")[3])

    def spoil() -> None:
        sns.set_topic_attributes(
            TopicArn=change.plan.topic, AttributeName="Policy", AttributeValue=""
        )

    b = b.but(crash_hook=at(CrashPoint.READ_BACK, spoil))
    news = b.mender.apply(change.id)
    assert news.what is EventType.UNVERIFIED
    assert "the check now also says: Nothing in the topic policy lets" in news.says


def test_what_was_to_be_mended_is_back(b: Bench) -> None:
    """Somebody's deployment puts the old policy back before the check looks."""
    change = b.approved(NAME, FIX)
    b.queue.sent.clear()
    before = json.loads(change.plan.writes[0].before)
    b = b.but(crash_hook=at(CrashPoint.READ_BACK, lambda: b.put_key(change.plan, before)))
    news = b.mender.apply(change.id)
    assert news.what is EventType.UNVERIFIED
    assert "the check still says: Nothing in the key policy lets" in news.says
    b.queue.sent.clear()
    assert b.later(minutes=61) == [EventType.FAILED]
    assert b.now(change).state is State.FAILED


def test_two_schedules_send_one_job(b: Bench) -> None:
    b.approved(NAME, FIX)
    b.queue.sent.clear()
    b.clock.pass_(minutes=3)
    b.mender.due()
    b.mender.due()
    assert len(b.queue.sent) == 1


def test_the_thread_goes_on_after_a_table_failed() -> None:
    ticked, twice = [], Event()

    def tick() -> None:
        ticked.append(1)
        if len(ticked) == 2:
            twice.set()
        raise StoreError("changes", "is busy.")

    ticker = Ticker(tick, seconds=0.01)
    ticker.start()
    assert twice.wait(UNHURRIED)
    ticker.close()


def test_a_schedule_that_never_started_can_be_closed() -> None:
    Ticker(lambda: None).close()


@pytest.mark.parametrize("call", ["apply", "settle", "recheck"])
def test_a_job_of_a_change_that_is_over_or_unknown(b: Bench, call: str) -> None:
    change = b.propose(NAME, FIX)
    b.mender.reject(change.id, "U1")
    for id in (change.id, "unknown"):
        assert getattr(b.mender, call)(id).what is EventType.STANDS
    assert b.writes() == []
