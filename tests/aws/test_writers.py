"""A write goes to the account of its change, or nowhere."""

from __future__ import annotations

import pytest

from bot.aws.apply import ONCE, AwsWriter, Barred, Done, Refused
from bot.aws.owners import owners_by
from bot.aws.writers import AccountWriters
from bot.core.model.read import ReadFailed
from bot.core.owners import Owner
from bot.core.plan import Write
from tests.aws.members import PROD, TEST, Members
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws

REGION = "us-east-1"


@pytest.fixture
def members(embedded_aws: EmbeddedAws, open_aws: OpenAws) -> Members:
    found = Members(embedded_aws, open_aws)
    found.member("prod", PROD, "kms:EnableKey", "kms:DescribeKey", "kms:CreateKey")
    found.member("test", TEST)
    return found


def disabled_key(members: Members, account: str) -> Write:
    """A write that enables a disabled key of this account."""
    kms = members.aws.client("kms", account=account)
    arn = kms.create_key()["KeyMetadata"]["Arn"]
    kms.disable_key(KeyId=arn)
    return Write("kms:EnableKey", arn, "KeyState", "Disabled", "Enabled")


def test_each_account_is_written_to_through_its_own_role(members: Members) -> None:
    write = disabled_key(members, PROD)
    writer = AccountWriters(members.accounts()).of(PROD)
    assert writer.current(write, REGION) == "Disabled"
    assert writer.perform(write, REGION) == Done()
    assert writer.current(write, REGION) == "Enabled"


@pytest.mark.parametrize(("account", "of"), [(ACCOUNT, PROD), (PROD, ACCOUNT), (TEST, PROD)])
def test_what_is_of_another_account_is_refused_without_a_call(
    members: Members, account: str, of: str
) -> None:
    write = disabled_key(members, account)
    result = AccountWriters(members.accounts()).of(of).perform(write, REGION)
    assert isinstance(result, Refused) and f"is not of account {of}" in result.says
    assert members.calls("EnableKey") == 0


@pytest.mark.parametrize("account", [TEST, "444444444444", ""])
def test_where_nothing_may_be_written_nothing_is(members: Members, account: str) -> None:
    writers = AccountWriters(members.accounts())
    assert writers.why_not(account)
    writer, write = writers.of(account), disabled_key(members, TEST)
    assert isinstance(writer.current(write, REGION), ReadFailed)
    assert isinstance(writer.find(write, REGION), ReadFailed)
    assert write.leaves_a_trace
    assert writer.perform(write, REGION) == Refused("", writers.why_not(account))
    assert members.calls("EnableKey") == 0


def test_without_an_account_nothing_is_written(members: Members) -> None:
    write = disabled_key(members, ACCOUNT)
    assert isinstance(AccountWriters(members.accounts()).perform(write, REGION), Refused)


def test_a_single_account_writes_to_itself_alone(members: Members) -> None:
    writer = AwsWriter(members.opener(), members.opener(config=ONCE))
    assert writer.of(ACCOUNT) is writer and not writer.why_not(ACCOUNT)
    barred = writer.of(PROD)
    assert isinstance(barred, Barred) and f"not {PROD}" in barred.why_not(PROD)
    assert isinstance(barred.of(ACCOUNT), Barred)


def test_who_owns_a_topic_is_read_in_its_own_account(members: Members) -> None:
    sns = members.aws.client("sns", account=PROD)
    topic = sns.create_topic(Name="alerts", Tags=[{"Key": "terraform", "Value": "true"}])
    arn, foreign = topic["TopicArn"], f"arn:aws:sns:{REGION}:444444444444:alerts"
    found = owners_by(members.accounts().reading, [arn, foreign, "alias/aws/sns"])
    assert found == (Owner(arn, "Terraform", "tag terraform = true"), Owner(foreign, ""))
