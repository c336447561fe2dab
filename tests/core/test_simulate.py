"""A path as it would be after a plan's writes."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.fixes import FixSubject, plan, undo
from bot.core.model.key import Key, PredefinedAlias
from bot.core.model.path import Path
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.subscription import SubscriptionAttributes
from bot.core.model.topic import Topic
from bot.core.plan import NEW_KEY, Plan, Write
from bot.core.simulate import codes_of, faults, foreseen, judged, simulate
from tests.core.build import (
    FUNCTION,
    KEY,
    KEY_POLICY,
    ROOT,
    TOPIC,
    document,
    encrypted,
    key,
    key_path,
    path,
    refused,
    subscription,
    topic,
    with_subscriptions,
)

MADE = "arn:aws:kms:ap-northeast-1:111111111111:key/made"
OFF = "KmsMasterKeyId"


def after(found: Path, *writes: Write) -> Path:
    made = Plan("f", "t", "1", "b", TOPIC, "r", writes, (), (), "", "", "", undoable=True)
    return simulate(found, made)


def write(action: str, resource: str, attribute: str, text: str) -> Write:
    return Write(action, resource, attribute, "", text)


def test_a_key_policy_and_not_the_one_beside_it() -> None:
    found = key_path(document(ROOT), "{}")
    left = after(found, write("kms:PutKeyPolicy", KEY, "Policy", KEY_POLICY))
    assert left == replace(found, key=key(KEY_POLICY, "{}"))


def test_what_was_not_read_stays_unread() -> None:
    gap = refused("kms:GetKeyPolicy")
    found = key_path(policies=gap)
    assert after(found, write("kms:PutKeyPolicy", KEY, "Policy", KEY_POLICY)) == found
    unlisted = path(topic=topic(subscriptions=refused()))
    unseen = with_subscriptions(subscription(attributes=None), subscription())
    for one in (unlisted, unseen, path(topic=None)):
        step = write("sns:SetSubscriptionAttributes", "elsewhere", "RawMessageDelivery", "true")
        assert after(one, step) == one


def test_the_states_of_a_key() -> None:
    dying = key_path(state="PendingDeletion", deletion_date=datetime(2026, 4, 1, tzinfo=UTC))
    cancelled = after(dying, write("kms:CancelKeyDeletion", KEY, "KeyState", "Disabled"))
    assert cancelled.key == key(state="Disabled")
    assert after(cancelled, write("kms:EnableKey", KEY, "KeyState", "Enabled")).key == key()


@pytest.mark.parametrize("arn", [NEW_KEY, MADE])
def test_a_new_key_behind_the_topic(arn: str) -> None:
    alias = "alias/aws/sns"
    found = path(topic=encrypted(alias), key=PredefinedAlias(alias))
    steps = (
        write("kms:CreateKey", arn, "Policy", KEY_POLICY),
        write("kms:EnableKeyRotation", arn, "KeyRotationEnabled", "true"),
        write("kms:CreateAlias", arn, "AliasName", "alias/x"),
    )
    assert after(found, *steps) == found
    left = after(found, *steps, write("sns:SetTopicAttributes", TOPIC, OFF, arn))
    assert isinstance(left.key, Key)
    assert left.key.policies == (KEY_POLICY,)
    assert (left.key.account, left.key.region) == (key().account, key().region)
    assert isinstance(left.topic, Topic)
    assert left.topic.key_reference == arn
    assert not codes_of(judged(left))


@pytest.mark.parametrize(
    ("reference", "behind"),
    [
        ("", None),
        ("alias/aws/sns", PredefinedAlias("alias/aws/sns")),
        (KEY, key()),
        ("alias/other", "unread"),
    ],
)
def test_another_key_behind_the_topic(reference: str, behind: object) -> None:
    left = after(key_path(), write("sns:SetTopicAttributes", TOPIC, OFF, reference))
    assert isinstance(left.topic, Topic)
    assert left.topic.key_reference == (reference or None)
    assert isinstance(left.key, ReadFailed) if behind == "unread" else left.key == behind


def test_a_subscription_s_attributes() -> None:
    one = subscription(attributes=SubscriptionAttributes('{"a": ["b"]}', raw=True))
    two = replace(one, arn=f"{TOPIC}:other")
    found = with_subscriptions(one, two)
    action = "sns:SetSubscriptionAttributes"
    left = after(
        found,
        write(action, one.arn, "RawMessageDelivery", "False"),
        write(action, one.arn, "FilterPolicy", "{}"),
        write(action, two.arn, "DeliveryPolicy", "{}"),
    )
    assert isinstance(left.topic, Topic)
    changed = replace(one, attributes=SubscriptionAttributes("{}", raw=False))
    assert left.topic.subscriptions == (changed, two)


def test_nothing_else_changes() -> None:
    found = path()
    assert after(found, write("sns:TagResource", TOPIC, "Tags", "{}")) == found
    again = Write("sns:Subscribe", TOPIC, "Subscription", "{}", "{}")
    assert after(found, again) == found, "a confirmation sent again leaves no trace"
    assert after(found, write("kms:PutKeyPolicy", KEY, "Policy", "{}")) == found


def test_a_function_subscribed_and_unsubscribed() -> None:
    found = with_subscriptions(subscription())
    text = json.dumps({"Endpoint": FUNCTION, "Protocol": "lambda"})
    left = after(found, write("sns:Subscribe", TOPIC, "Subscription", text))
    assert isinstance(left.topic, Topic) and isinstance(left.topic.subscriptions, tuple)
    before, made = left.topic.subscriptions
    assert (before, made.protocol, made.endpoint) == (subscription(), "lambda", FUNCTION)
    assert not faults(judged(left)), "it is taken to let SNS in"
    assert after(left, Write("sns:Unsubscribe", made.arn, "Subscription", text, "")) == found
    unread = path(topic=topic(subscriptions=refused()))
    assert after(unread, write("sns:Subscribe", TOPIC, "Subscription", text)) == unread
    assert after(unread, Write("sns:Unsubscribe", "x", "Subscription", text, "")) == unread


def test_faults_are_what_is_broken_or_not_known() -> None:
    found = judged(path(topic=encrypted(), key=NotFound(KEY)))
    assert faults(found) == {("key.missing", None)}
    assert faults(judged(path(topic=refused()))) == {("topic.unreadable", None)}
    assert not faults(judged(path()))


SILENT = key_path(document(ROOT))


def test_what_a_plan_foresees() -> None:
    made = plan("allow-on-key", FixSubject(SILENT))
    assert isinstance(made, Plan)
    assert foreseen(SILENT, made) == frozenset()
    assert foreseen(replace(SILENT, topic=encrypted(policy=document(ROOT))), made) == {
        ("topic.policy-silent", None)
    }


def test_an_undo_that_brings_an_unread_key_back_foresees_any_fault_of_a_key() -> None:
    made = plan("turn-off-encryption", FixSubject(SILENT, allow_unencrypted=True, change_id="c"))
    assert isinstance(made, Plan)
    off = simulate(SILENT, made)
    back = undo(made, FixSubject(off))
    assert isinstance(back, Plan)
    told = foreseen(off, back)
    assert faults(judged(SILENT)) <= told
    assert all(code.startswith("key.") for code, _ in told)
    assert ("key.policy-allows", None) not in told


def test_an_undo_that_brings_the_managed_key_back_foresees_that() -> None:
    alias = "alias/aws/sns"
    managed = path(topic=encrypted(alias), key=PredefinedAlias(alias))
    made = plan("move-to-new-key", FixSubject(managed, change_id="c"))
    assert isinstance(made, Plan)
    made = made.with_new_key(MADE)
    moved = simulate(managed, made)
    back = undo(made, FixSubject(moved))
    assert isinstance(back, Plan)
    assert foreseen(moved, back) == {("key.aws-managed", None)}
