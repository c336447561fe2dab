"""Each fix from the button to the verified write, and back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.change.events import EventType
from bot.core.change.state import State
from tests.features.change.bench import PLACE, Bench, change_of, own_function

FIXES = {
    "allow-on-key": ("customer-key-without-budgets", ["PutKeyPolicy"]),
    "allow-on-topic": ("topic-default-policy", ["SetTopicAttributes"]),
    "move-to-new-key": (
        "aws-managed-key",
        ["CreateKey", "EnableKeyRotation", "CreateAlias", "SetTopicAttributes"],
    ),
    "enable-key": ("key-pending-deletion", ["CancelKeyDeletion", "EnableKey"]),
    "turn-off-encryption": ("aws-managed-key", ["TagResource", "SetTopicAttributes"]),
    "raw-delivery-off": ("subscription-raw-to-chatbot", ["SetSubscriptionAttributes"]),
    "remove-filter": ("subscription-filtered-out", ["SetSubscriptionAttributes"]),
    "send-confirmation-again": ("subscription-pending", ["Subscribe"]),
    "subscribe-bot": ("no-encryption", ["Subscribe"]),
}
each = pytest.mark.parametrize("fix", FIXES)


def _open(b: Bench) -> Bench:
    own_function(b.aws)
    return b.but(rules=replace(b.ports.rules, allow_unencrypted=True))


@each
def test_applied_and_verified(b: Bench, fix: str) -> None:
    b = _open(b)
    scenario, writes = FIXES[fix]
    change = b.approved(scenario, fix, reason="the month ends today")
    assert b.writes() == []
    news = b.mender.apply(change.id)
    assert news.what is EventType.APPLIED, news.says
    assert b.writes() == writes, b.story(change)
    assert b.now(change).state is State.APPLIED
    steps = [did for _ in writes for did in (EventType.INTENDED.row.log, EventType.WROTE.row.log)]
    assert b.did(change) == [
        EventType.PROPOSED.row.log,
        EventType.SUBMITTED.row.log,
        EventType.CLAIMED.row.log,
        EventType.COMPARED.row.log,
        *steps,
        EventType.APPLIED.row.log,
    ]


@each
def test_undone(b: Bench, fix: str) -> None:
    b = _open(b)
    scenario, _ = FIXES[fix]
    change = b.approved(scenario, fix, reason="the month ends today")
    before = b.topic(change.plan)
    done = change_of(b.mender.apply(change.id), EventType.APPLIED)
    news = b.mender.propose_undo(done.id, "U2", PLACE)
    if not done.plan.undoable:
        assert (news.what, news.says) == (EventType.CANNOT, done.plan.undo)
        return
    undo = change_of(news, EventType.PROPOSED)
    assert undo.undoes == done.id
    assert b.submit(undo, "U2", reason="scanners").what is EventType.SUBMITTED
    applied = b.mender.apply(undo.id)
    assert applied.what is EventType.APPLIED, applied.says
    assert b.now(done).state is State.UNDONE
    assert b.did(done)[-1] == EventType.UNDONE.row.log
    assert EventType.UNDONE in b.notifier.what
    after = b.topic(change.plan)
    assert after.get("KmsMasterKeyId") == before.get("KmsMasterKeyId")


def test_an_undo_cannot_be_applied_twice(b: Bench) -> None:
    change = b.approved("customer-key-without-budgets", "allow-on-key")
    b.mender.apply(change.id)
    first = change_of(b.mender.propose_undo(change.id, "U1", PLACE), EventType.PROPOSED)
    second = change_of(b.mender.propose_undo(change.id, "U2", PLACE), EventType.PROPOSED)
    b.submit(first)
    b.submit(second, "U2")
    assert b.mender.apply(first.id).what is EventType.APPLIED
    assert b.mender.apply(second.id).what is EventType.STOPPED
    assert b.writes() == ["PutKeyPolicy"] * 2


def test_what_is_said_at_the_end(b: Bench) -> None:
    change = b.approved("customer-key-without-budgets", "allow-on-key")
    b.mender.apply(change.id)
    assert b.notifier.what == [EventType.SUBMITTED, EventType.APPLIED]
    assert b.notifier.news[-1].says == (
        "Done. Alerts of cost-all-services-test arrive again, by the policies of the whole "
        "path. It may take 5 minutes."
    )


def test_the_new_key_is_remembered(b: Bench) -> None:
    change = b.approved("aws-managed-key", "move-to-new-key")
    done = change_of(b.mender.apply(change.id), EventType.APPLIED)
    key = done.plan.writes[-1].after
    assert key == b.topic(done.plan)["KmsMasterKeyId"]
    assert key in {action.resource for action in b.story(change)}
