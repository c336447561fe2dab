"""The document changes under the plan: nothing is written, and there is a new plan."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.core.plan import Plan
from bot.jobs.crash_points import CrashPoint
from tests.features.change.bench import SOMEBODY, Bench, at, change_of

NAME, FIX = "customer-key-without-budgets", "allow-on-key"
OTHERS = {**SOMEBODY, "Sid": "YetAnother"}


def _sids(b: Bench, plan: Plan) -> list[str]:
    return [one.get("Sid") for one in b.key_policy(plan)["Statement"]]


def test_between_preview_and_submit(b: Bench) -> None:
    change = b.propose(NAME, FIX)
    b.edit_key(change.plan, SOMEBODY)
    b.aws.control.forget_calls()
    news = b.submit(change)
    assert b.writes() == []
    new = change_of(news, EventType.REPLANNED)
    assert new.plan.fingerprint != change.plan.fingerprint
    assert new.state is State.PREVIEWED
    assert b.did(change) == [EventType.PROPOSED.row.log, EventType.REPLANNED.row.log]
    assert b.submit(change).what is EventType.REPLANNED, "the old preview cannot be submitted again"
    assert b.submit(new).what is EventType.SUBMITTED
    assert b.work_off() == [EventType.APPLIED]
    assert "SomebodyElse" in _sids(b, new.plan)


def test_between_submit_and_apply(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    b.edit_key(change.plan, SOMEBODY)
    b.aws.control.forget_calls()
    news = b.mender.apply(change.id)
    assert news.what is EventType.STOPPED
    assert b.writes() == []
    assert b.now(change).state is State.REFUSED
    assert b.did(change) == [
        EventType.PROPOSED.row.log,
        EventType.SUBMITTED.row.log,
        EventType.CLAIMED.row.log,
        EventType.STOPPED.row.log,
    ]
    assert news.instead
    assert news.instead.state is State.PREVIEWED
    assert b.submit(news.instead).what is EventType.SUBMITTED
    b.queue.sent = b.queue.sent[-1:]
    assert b.work_off() == [EventType.APPLIED]
    assert {"SomebodyElse", "BudgetCheckAllowBudgets"} <= set(_sids(b, change.plan))


def test_a_publisher_that_came_since(b: Bench) -> None:
    """What is written is as planned, but the new key would shut somebody out by now."""
    change = b.approved("aws-managed-key", "move-to-new-key")
    document = json.loads(b.topic(change.plan)["Policy"])
    document["Statement"].append(
        {
            "Sid": "Events",
            "Effect": "Allow",
            "Principal": {"Service": "events.amazonaws.com"},
            "Action": "sns:Publish",
            "Resource": change.plan.topic,
        }
    )
    sns = b.aws.client("sns", change.plan.topic.split(":")[3])
    sns.set_topic_attributes(
        TopicArn=change.plan.topic, AttributeName="Policy", AttributeValue=json.dumps(document)
    )
    b.aws.control.forget_calls()
    news = b.mender.apply(change.id)
    assert news.what is EventType.STOPPED
    assert b.writes() == []
    assert news.instead
    assert "events.amazonaws.com" in news.instead.plan.writes[0].after


def test_mended_meanwhile(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    after = change.plan.writes[0].after
    kms = b.aws.client("kms", change.plan.topic.split(":")[3])
    kms.put_key_policy(KeyId=change.plan.resource, PolicyName="default", Policy=after)
    b.aws.control.forget_calls()
    news = b.mender.apply(change.id)
    assert (news.what, news.instead) == (EventType.STOPPED, None)
    assert b.writes() == []


def test_right_before_the_write(b: Bench) -> None:
    """After the comparison, before the step."""
    change = b.approved(NAME, FIX)
    b.aws.control.forget_calls()
    b = b.but(crash_hook=at(CrashPoint.COMPARED, lambda: b.edit_key(change.plan, SOMEBODY)))
    news = b.mender.apply(change.id)
    assert news.what is EventType.STOPPED
    assert news.instead
    assert b.writes() == ["PutKeyPolicy"], "somebody else's only"
    assert b.now(change).state is State.REFUSED
    assert "SomebodyElse" in _sids(b, change.plan)


def test_between_the_write_and_reading_it_back(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    b = b.but(crash_hook=at(CrashPoint.RECORDED, lambda: b.edit_key(change.plan, SOMEBODY)))
    news = b.mender.apply(change.id)
    assert news.what is EventType.FAILED
    assert "somebody else" in news.says
    assert b.now(change).state is State.FAILED
    assert b.writes() == ["PutKeyPolicy"] * 2
    assert {"SomebodyElse", "BudgetCheckAllowBudgets"} <= set(_sids(b, change.plan))
    b.later(hours=1)
    assert len(b.writes()) == 2, "it never writes again"


def test_in_the_middle_of_four_steps(b: Bench) -> None:
    """Somebody encrypts the topic otherwise while the key is being made."""
    change = b.approved("aws-managed-key", "move-to-new-key")
    sns = b.aws.client("sns", change.plan.topic.split(":")[3])

    def turn_off() -> None:
        sns.set_topic_attributes(
            TopicArn=change.plan.topic, AttributeName="KmsMasterKeyId", AttributeValue=""
        )

    b = b.but(crash_hook=at(CrashPoint.RECORDED, turn_off))
    news = b.mender.apply(change.id)
    assert news.what is EventType.FAILED
    assert "3 of 4 steps are done" in news.says
    assert "KmsMasterKeyId" not in b.topic(change.plan)
    key = change_of(news, EventType.FAILED).plan.writes[-1].after
    assert key.startswith("arn:aws:kms:"), "which key was made is kept"


def test_an_undo_of_what_somebody_changed(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    done = change_of(b.mender.apply(change.id), EventType.APPLIED)
    document = b.key_policy(done.plan)
    document["Statement"][-1]["Condition"] = {}
    b.put_key(done.plan, document)
    news = b.mender.propose_undo(done.id, "U1", done.place)
    assert news.what is EventType.CANNOT
    assert "somebody changed it" in news.says


def test_an_undo_leaves_what_others_added(b: Bench) -> None:
    change = b.approved(NAME, FIX)
    done = change_of(b.mender.apply(change.id), EventType.APPLIED)
    b.edit_key(done.plan, OTHERS)
    undo = change_of(b.mender.propose_undo(done.id, "U1", done.place), EventType.PROPOSED)
    b.submit(undo)
    assert b.mender.apply(undo.id).what is EventType.APPLIED
    sids = _sids(b, done.plan)
    assert "YetAnother" in sids
    assert "BudgetCheckAllowBudgets" not in sids


@pytest.mark.parametrize("field", ["fingerprint", "change"])
def test_what_nobody_knows(b: Bench, field: str) -> None:
    change = b.propose(NAME, FIX)
    if field == "change":
        change = replace(change, id="other")
        assert b.submit(change).what is EventType.LATE
    else:
        assert b.mender.submit(change.id, "U1", "0" * 64).what is EventType.REPLANNED
    assert b.writes() == []
