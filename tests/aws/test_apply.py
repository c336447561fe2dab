"""Each write at the embedded AWS: what stands before and after, and what is said of it."""

from __future__ import annotations

import inspect
import json

import pytest

from bot.aws.apply import ONCE, AwsWriter, Done, Refused, Result
from bot.aws.write import all_kinds, kind_of, put_key_policy, read_actions, write_actions
from bot.core.fixes import all_fixes
from bot.core.model.read import NotFound, ReadFailed
from bot.core.plan import NEW_KEY, Write
from bot.core.policy.edit import same_value
from tests.aws.world import NAME, REGION, OpenAws, World, allow, deny, policy
from tests.conftest import ACCOUNT

ROOT = {
    "Sid": "Root",
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
TWO = policy(ROOT, {**ROOT, "Sid": "Another"})
TAGS = (("budget-check:change", "c1"),)
CREATE = Write("kms:CreateKey", NEW_KEY, "Policy", "", policy(ROOT), TAGS)


@pytest.fixture
def writer(open_aws: OpenAws) -> AwsWriter:
    """As the account's root."""
    return AwsWriter(open_aws(), open_aws(config=ONCE))


def _perform(writer: AwsWriter, write: Write, *, again: bool = True) -> Result:
    return writer.perform(write, REGION, again=again)


def test_a_key_policy(world: World, writer: AwsWriter) -> None:
    write = Write("kms:PutKeyPolicy", world.key(), "Policy", "", TWO)
    assert writer.current(write, REGION) != TWO
    assert _perform(writer, write) == Done()
    assert writer.current(write, REGION) == TWO


def test_the_lock_out_check_is_never_bypassed(world: World, writer: AwsWriter) -> None:
    locked = policy({**ROOT, "Action": "kms:DescribeKey"})
    write = Write("kms:PutKeyPolicy", world.key(), "Policy", "", locked)
    result = _perform(writer, write)
    assert isinstance(result, Refused)
    assert result.code == "MalformedPolicyDocumentException"
    assert "Bypass" not in inspect.getsource(put_key_policy)


def test_a_key_that_is_disabled_or_to_be_deleted(world: World, writer: AwsWriter) -> None:
    key = world.key()
    kms = world.aws.client("kms")
    kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    cancel = Write("kms:CancelKeyDeletion", key, "KeyState", "PendingDeletion", "Disabled")
    enable = Write("kms:EnableKey", key, "KeyState", "Disabled", "Enabled")
    assert writer.current(cancel, REGION) == "PendingDeletion"
    assert isinstance(_perform(writer, enable), Refused)
    assert _perform(writer, cancel) == Done()
    assert writer.current(enable, REGION) == "Disabled"
    assert _perform(writer, enable) == Done()
    assert writer.current(enable, REGION) == "Enabled"


def test_a_new_key_is_made_once(world: World, writer: AwsWriter) -> None:
    world.key()
    assert writer.current(CREATE, REGION) == ""
    assert isinstance(writer.find(CREATE, REGION), NotFound)
    made = _perform(writer, CREATE)
    assert isinstance(made, Done)
    assert not made.found
    assert _perform(writer, CREATE) == Done(made.answer, found=True)
    assert writer.current(CREATE, REGION) == policy(ROOT)
    assert len(world.aws.client("kms").list_keys()["Keys"]) == 2
    other = Write("kms:CreateKey", NEW_KEY, "Policy", "", policy(ROOT), (("x", "c2"),))
    assert isinstance(writer.find(other, REGION), NotFound)


def test_whose_first_attempt_it_is_does_not_look(world: World, writer: AwsWriter) -> None:
    world.aws.control.forget_calls()
    _perform(writer, CREATE, again=False)
    assert world.tries() == ["kms CreateKey"]


def test_no_key_is_made_where_it_cannot_be_looked_for(world: World, open_aws: OpenAws) -> None:
    """Only our own right can be missing where no key shows its tags; then nothing is known."""
    world.key()
    role = open_aws.as_role(world, allow("kms:*"), deny("kms:ListResourceTags"))
    result = _perform(AwsWriter(role, role), CREATE)
    assert isinstance(result, Refused)
    assert result.permission
    assert "could not be read" in result.says
    assert len(world.aws.client("kms").list_keys()["Keys"]) == 1


def test_a_key_that_lets_nobody_look_is_none_of_ours(world: World, open_aws: OpenAws) -> None:
    closed = world.key()
    hidden = deny("kms:ListResourceTags") | {"Resource": closed}
    role = open_aws.as_role(world, allow("kms:*"), hidden)
    writer = AwsWriter(role, role)
    made = _perform(writer, CREATE, again=False)
    assert isinstance(made, Done)
    assert writer.find(CREATE, REGION) == made.answer


def test_rotation_and_alias(world: World, writer: AwsWriter) -> None:
    key = world.key()
    rotate = Write("kms:EnableKeyRotation", key, "KeyRotationEnabled", "false", "true")
    name = Write("kms:CreateAlias", key, "AliasName", "", "alias/budget-check-x")
    for write in (rotate, name):
        assert writer.current(write, REGION) == write.before
        assert _perform(writer, write) == Done()
        assert writer.current(write, REGION) == write.after
        assert _perform(writer, write) == Done(), "there already, and ours"
    other = Write("kms:CreateAlias", world.key(), "AliasName", "", "alias/budget-check-x")
    result = _perform(writer, other)
    assert isinstance(result, Refused)
    assert result.code == "AlreadyExistsException"


def test_a_topic(world: World, writer: AwsWriter) -> None:
    topic, key = world.topic(), world.key()
    statement = {"Effect": "Allow", "Principal": "*", "Action": "sns:Publish", "Resource": topic}
    before = Write("sns:SetTopicAttributes", topic, "Policy", "", policy(statement))
    on = Write("sns:SetTopicAttributes", topic, "KmsMasterKeyId", "", key)
    off = Write("sns:SetTopicAttributes", topic, "KmsMasterKeyId", key, "")
    for write in (before, on, off):
        assert _perform(writer, write) == Done()
        assert writer.current(write, REGION) == write.after


def test_the_tags_of_a_topic(world: World, writer: AwsWriter) -> None:
    topic = world.topic()
    text = json.dumps({"budget-check:unencrypted": "why"})
    on = Write("sns:TagResource", topic, "Tags", "", text)
    off = Write("sns:UntagResource", topic, "Tags", text, "")
    world.aws.client("sns").tag_resource(ResourceArn=topic, Tags=[{"Key": "mine", "Value": "1"}])
    assert writer.current(on, REGION) == ""
    for write in (on, off):
        assert _perform(writer, write) == Done()
        assert writer.current(write, REGION) == write.after
    left = world.aws.client("sns").list_tags_for_resource(ResourceArn=topic)["Tags"]
    assert [tag["Key"] for tag in left] == ["mine"]


def test_an_earlier_tag_of_ours_is_no_conflict(world: World, writer: AwsWriter) -> None:
    topic = world.topic()
    tag = {"Key": "budget-check:unencrypted", "Value": "an earlier change"}
    world.aws.client("sns").tag_resource(ResourceArn=topic, Tags=[tag])
    write = Write("sns:TagResource", topic, "Tags", "", json.dumps({tag["Key"]: "this one"}))
    assert writer.current(write, REGION) == ""


@pytest.mark.parametrize(
    ("attribute", "after"), [("RawMessageDelivery", "true"), ("FilterPolicy", '{"x": ["y"]}')]
)
def test_a_subscription(world: World, writer: AwsWriter, attribute: str, after: str) -> None:
    topic = world.topic()
    arn = world.subscribe(topic, "sqs", world.queue())
    write = Write("sns:SetSubscriptionAttributes", arn, attribute, "", after)
    assert _perform(writer, write) == Done()
    assert writer.current(write, REGION) == after


def test_a_filter_is_taken_away(world: World, writer: AwsWriter) -> None:
    arn = world.subscribe(world.topic(), "sqs", world.queue(), FilterPolicy='{"x": ["y"]}')
    write = Write("sns:SetSubscriptionAttributes", arn, "FilterPolicy", '{"x": ["y"]}', "")
    assert _perform(writer, write) == Done()
    assert writer.current(write, REGION) in ("", "{}")


def test_a_confirmation(world: World, writer: AwsWriter) -> None:
    topic = world.topic()
    text = json.dumps({"Endpoint": "https://example.com/hook", "Protocol": "https"})
    write = Write("sns:Subscribe", topic, "Subscription", text, text)
    assert writer.current(write, REGION) == ""
    assert isinstance(_perform(writer, write), Done)
    assert writer.current(write, REGION) == text
    world.aws.control.confirm(topic, "https://example.com/hook")
    assert writer.current(write, REGION) == "Confirmed"
    assert not write.leaves_a_trace


def test_a_function_subscribed_and_taken_back(world: World, writer: AwsWriter) -> None:
    topic, ours = world.topic(), f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:events"
    other = world.subscribe(topic, "lambda", f"{ours}-other")
    text = json.dumps({"Endpoint": ours, "Protocol": "lambda"})
    on = Write("sns:Subscribe", topic, "Subscription", "", text)
    assert writer.current(on, REGION) == ""
    made = _perform(writer, on)
    assert isinstance(made, Done) and made.answer.startswith(f"{topic}:")
    assert same_value("Subscription", str(writer.current(on, REGION)), text)
    assert _perform(writer, on) == made, "SNS makes it once"
    off = Write("sns:Unsubscribe", made.answer, "Subscription", text, "")
    assert same_value("Subscription", str(writer.current(off, REGION)), text)
    foreign = Write("sns:Unsubscribe", other, "Subscription", text, "")
    assert not same_value("Subscription", str(writer.current(foreign, REGION)), text)
    assert _perform(writer, off) == Done()
    assert writer.current(off, REGION) == writer.current(on, REGION) == ""
    left = world.aws.client("sns").list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    assert [one["SubscriptionArn"] for one in left] == [other]


def test_a_function_subscribed_with_a_queue_for_what_fails(world: World, writer: AwsWriter) -> None:
    topic, ours = world.topic(), f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:events"
    kept = {"deadLetterTargetArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:dead"}
    plain = {"Endpoint": ours, "Protocol": "lambda"}
    on = Write(
        "sns:Subscribe", topic, "Subscription", "", json.dumps(plain | {"RedrivePolicy": kept})
    )
    made = _perform(writer, on)
    assert isinstance(made, Done)
    assert same_value("Subscription", str(writer.current(on, REGION)), on.after)
    world.aws.client("sns").set_subscription_attributes(
        SubscriptionArn=made.answer, AttributeName="RedrivePolicy", AttributeValue=""
    )
    assert same_value("Subscription", str(writer.current(on, REGION)), json.dumps(plain))
    off = Write("sns:Unsubscribe", made.answer, "Subscription", json.dumps(plain), "")
    assert same_value("Subscription", str(writer.current(off, REGION)), off.before)


MAKES = ("kms:CreateKey", "kms:CreateAlias")
ACTS = [kind.action for kind in all_kinds() if kind.action not in MAKES]


@pytest.mark.parametrize("action", ACTS)
def test_what_is_not_there_or_cannot_be_read(world: World, open_aws: OpenAws, action: str) -> None:
    """NotFound or ReadFailed, never a text; but a subscription that is gone is what is written."""
    service = action.partition(":")[0]
    gone = {
        "kms": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        "sns": f"arn:aws:sns:{REGION}:{ACCOUNT}:{NAME}:1234abcd-12ab-34cd-56ef-1234567890ab",
    }[service]
    text = json.dumps({"Endpoint": "a@example.com", "Protocol": "email"})
    write = Write(action, gone, "Policy", text, text)
    role = open_aws.as_role(world, allow("sts:GetCallerIdentity"))
    now = [AwsWriter(aws, aws).current(write, REGION) for aws in (open_aws(), role)]
    gone_is = [""] if action == "sns:Unsubscribe" else []
    assert all(isinstance(one, NotFound | ReadFailed) or one in gone_is for one in now), now
    assert isinstance(now[1], ReadFailed)


def test_a_write_that_budget_check_never_makes() -> None:
    with pytest.raises(LookupError, match="DisableKey"):
        kind_of("kms:DisableKey")


def test_writer_and_fixes_need_the_same_rights() -> None:
    """Both ways: no fix without its writer, no right that no fix declares."""
    declared = {action for fix in all_fixes() for action in fix.actions}
    assert set(write_actions()) == declared


def test_no_right_that_nobody_may_hold() -> None:
    forbidden = {"kms:DisableKey", "kms:ScheduleKeyDeletion", "kms:CreateGrant", "sns:DeleteTopic"}
    assert not forbidden & {*write_actions(), *read_actions()}
