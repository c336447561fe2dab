"""The key behind a KmsMasterKeyId, by each of its four kinds of name."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.aws.clients import Aws
from bot.core.model.key import Key, PredefinedAlias
from bot.core.model.read import Cause, NotFound, ReadFailed
from bot.core.model.topic import Topic
from tests.aws.conftest import PATIENT
from tests.aws.world import TOPIC, OpenAws, World, allow, check, deny, policy
from tests.conftest import ACCOUNT
from tests.waiting import UNHURRIED, until

OTHER = "222222222222"


def _key(world: World, aws: Aws, reference: str) -> object:
    world.budget(world.topic(KmsMasterKeyId=reference))
    world.aws.control.forget_calls()
    return check(aws).keys[TOPIC]


@pytest.mark.parametrize("kind", ["id", "arn", "alias", "alias arn"])
def test_every_name_of_a_key_leads_to_it(world: World, aws: Aws, kind: str) -> None:
    arn = world.key("alerts")
    names = {
        "id": arn.rpartition("/")[2],
        "arn": arn,
        "alias": "alias/alerts",
        "alias arn": f"arn:aws:kms:us-east-1:{ACCOUNT}:alias/alerts",
    }
    key = _key(world, aws, names[kind])
    assert isinstance(key, Key)
    assert (key.reference, key.arn) == (names[kind], arn)
    assert (key.account, key.region, key.state, key.manager) == (
        ACCOUNT,
        "us-east-1",
        "Enabled",
        "CUSTOMER",
    )
    assert isinstance(key.policies, tuple)
    [text] = key.policies
    assert json.loads(text)["Statement"]
    assert [call for call in world.calls() if call.startswith("kms")] == [
        "kms DescribeKey",
        "kms GetKeyPolicy",
        "kms GetKeyPolicy",
        "kms ListGrants",
    ]


def test_with_an_id_nothing_waits_for_describe_key(world: World, open_aws: OpenAws) -> None:
    aws = open_aws(config=PATIENT)
    arn = world.key("alerts")
    world.budget(world.topic(KmsMasterKeyId=arn))
    check(aws)
    world.aws.control.fault("kms", "DescribeKey", how="hold")
    world.aws.control.forget_calls()
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(check, aws, seconds=UNHURRIED)
        try:
            until(lambda: {"kms GetKeyPolicy", "kms ListGrants"} <= set(world.calls()))
        finally:
            world.aws.control.forget_faults()
        reading.result()


@pytest.mark.parametrize(
    "reference",
    [
        "alias/aws/sns",
        "alias/aws/sqs",
        f"arn:aws:kms:us-east-1:{ACCOUNT}:alias/aws/sns",
        f"arn:aws-cn:kms:cn-north-1:{ACCOUNT}:alias/aws/sns",
    ],
)
def test_a_predefined_alias_is_known_by_its_name(world: World, aws: Aws, reference: str) -> None:
    assert _key(world, aws, reference) == PredefinedAlias(reference)
    assert not [call for call in world.calls() if call.startswith("kms")]


@pytest.mark.parametrize(
    "reference", ["alias/gone", "11111111-2222-3333-4444-555555555555", "arn:aws:kms:us-east-1::x"]
)
def test_a_key_that_does_not_exist(world: World, aws: Aws, reference: str) -> None:
    key = _key(world, aws, reference)
    assert isinstance(key, NotFound)
    assert key.resource == reference


def test_another_accounts_key_is_described_and_no_more(world: World, aws: Aws) -> None:
    arn = world.key(account=OTHER)
    everyone = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "kms:*", "Resource": "*"}
    world.aws.control.put_key_policy(arn, policy(everyone))
    key = _key(world, aws, arn)
    assert isinstance(key, Key)
    assert (key.account, key.state) == (OTHER, "Enabled")
    detail = "The policy and grants of a key can be read only from the key's own account."
    assert key.policies == ReadFailed("kms:GetKeyPolicy", arn, Cause.REFUSED, detail)
    assert key.grants == ReadFailed("kms:ListGrants", arn, Cause.REFUSED, detail)
    assert [call for call in world.calls() if call.startswith("kms")] == ["kms DescribeKey"]


def test_the_shared_policy_counts_too(world: World, aws: Aws) -> None:
    arn = world.key()
    shared = json.dumps({"Version": "2012-10-17", "Statement": []})
    world.aws.control.put_key_policy(arn, shared, name="AWS_RAM")
    key = _key(world, aws, arn)
    assert isinstance(key, Key)
    assert isinstance(key.policies, tuple)
    assert len(key.policies) == 2
    assert key.policies[1] == shared


@pytest.mark.parametrize("code", ["AccessDeniedException", "ValidationException"])
def test_a_shared_policy_that_aws_refuses_by_name_is_none(
    world: World, aws: Aws, code: str
) -> None:
    world.aws.fault("kms", "GetKeyPolicy", text="AWS_RAM", code=code)
    key = _key(world, aws, world.key())
    assert isinstance(key, Key)
    assert isinstance(key.policies, tuple)
    assert len(key.policies) == 1


def test_a_shared_policy_that_does_not_come_leaves_it_open(world: World, open_aws: OpenAws) -> None:
    arn = world.key()
    world.aws.fault("kms", "GetKeyPolicy", text="AWS_RAM", how="hold")
    world.budget(world.topic(KmsMasterKeyId=arn))
    aws = open_aws(config=PATIENT)
    check(aws, "other")
    key = check(aws, seconds=5).keys[TOPIC]
    world.aws.control.forget_faults()
    assert isinstance(key, Key)
    assert isinstance(key.policies, ReadFailed)
    assert key.policies.cause is Cause.TIMED_OUT


def test_a_grant_to_a_service(world: World, aws: Aws) -> None:
    arn = world.key()
    source = f"arn:aws:budgets::{ACCOUNT}:budget/x"
    world.aws.control.put_grant(arn, source_arn=source)
    key = _key(world, aws, arn)
    assert isinstance(key, Key)
    assert isinstance(key.grants, tuple)
    [grant] = key.grants
    assert (grant.service, grant.source_arn) == ("budgets.amazonaws.com", source)
    assert set(grant.operations) == {"GenerateDataKey", "Decrypt"}
    assert not grant.encryption_context


def test_a_grant_to_a_principal_with_a_context(world: World, aws: Aws) -> None:
    arn = world.key()
    role = f"arn:aws:iam::{ACCOUNT}:role/r"
    world.aws.client("iam").create_role(RoleName="r", AssumeRolePolicyDocument='{"Statement":[]}')
    world.aws.client("kms").create_grant(
        KeyId=arn,
        GranteePrincipal=role,
        Operations=["Decrypt"],
        Constraints={"EncryptionContextSubset": {"a": "b"}},
    )
    key = _key(world, aws, arn)
    assert isinstance(key, Key)
    assert isinstance(key.grants, tuple)
    [grant] = key.grants
    assert (grant.grantee, grant.service, grant.encryption_context) == (role, None, True)


def test_every_page_of_grants_is_read(world: World, aws: Aws) -> None:
    arn = world.key()
    for i in range(101):
        world.aws.control.put_grant(arn, source_arn=f"arn:aws:budgets::{ACCOUNT}:budget/{i}")
    key = _key(world, aws, arn)
    assert isinstance(key, Key)
    assert isinstance(key.grants, tuple)
    assert len(key.grants) == 101
    assert world.calls().count("kms ListGrants") == 2


def test_a_disabled_key_and_one_that_is_being_deleted(world: World, aws: Aws) -> None:
    arn = world.key()
    world.aws.client("kms").schedule_key_deletion(KeyId=arn, PendingWindowInDays=7)
    key = _key(world, aws, arn)
    assert isinstance(key, Key)
    assert key.state == "PendingDeletion"
    assert key.deletion_date is not None
    assert key.created is not None
    assert isinstance(key.policies, tuple)  # policies stay readable in every state


def test_without_the_right_to_describe_the_rest_is_of_no_use(
    world: World, open_aws: OpenAws
) -> None:
    arn = world.key()
    aws = open_aws.as_role(world, allow("*"), deny("kms:DescribeKey"))
    key = _key(world, aws, arn)
    assert isinstance(key, ReadFailed)
    assert (key.action, key.resource) == ("kms:DescribeKey", arn)


def test_another_accounts_alias_is_not_taken_for_ours(world: World, aws: Aws) -> None:
    world.key("alerts")
    theirs = world.key("alerts", account=OTHER)
    everyone = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Resource": "*"}
    world.aws.control.put_key_policy(theirs, policy({**everyone, "Action": "kms:*"}))
    topic = world.aws.client("sns", account=OTHER).create_topic(
        Name="alerts",
        Attributes={
            "KmsMasterKeyId": "alias/alerts",
            "Policy": policy({**everyone, "Action": "sns:GetTopicAttributes"}),
        },
    )["TopicArn"]
    world.budget(topic)
    facts = check(aws)
    found = facts.topics[topic]
    assert isinstance(found, Topic)
    assert isinstance(found.subscriptions, ReadFailed)
    key = facts.keys[topic]
    assert isinstance(key, Key)
    assert (key.arn, key.account) == (theirs, OTHER)
