"""One account, made as any, and as many more with the same in them."""

import json
from typing import Any

import pytest

from playground.aws.control import ControlError
from playground.scenarios.shared_topic import add_budget
from tests.conftest import EmbeddedAws

MEMBER, OTHERS = "700000000001", ["700000000002", "700000000003"]
HUB = "111111111111"
ROLE = "reads"


@pytest.fixture
def organisation(embedded_aws: EmbeddedAws) -> EmbeddedAws:
    aws = embedded_aws
    key = aws.client("kms", account=MEMBER).create_key()["KeyMetadata"]["Arn"]
    sns = aws.client("sns", account=MEMBER)
    topic = sns.create_topic(Name="alerts", Attributes={"KmsMasterKeyId": key})["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="team@example.com")
    aws.control.confirm(topic, "team@example.com")
    add_budget(aws.client("budgets", account=MEMBER), MEMBER, "spend", topic)
    trust = {"Effect": "Allow", "Principal": {"AWS": HUB}, "Action": "sts:AssumeRole"}
    iam = aws.client("iam", account=MEMBER)
    iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=json.dumps({"Statement": [trust]}))
    may = {"Effect": "Allow", "Action": "sns:*", "Resource": f"arn:aws:sns:*:{MEMBER}:*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [may]})
    iam.put_role_policy(RoleName=ROLE, PolicyName="may", PolicyDocument=document)
    aws.control.copy_account(MEMBER, OTHERS)
    return aws


def role_of(aws: EmbeddedAws, account: str) -> Any:
    return aws.client("iam", account=account).get_role(RoleName=ROLE)["Role"]


def key_of(aws: EmbeddedAws, account: str) -> str:
    (key,) = aws.client("kms", account=account).list_keys()["Keys"]
    return str(key["KeyArn"])


def topic_of(aws: EmbeddedAws, account: str) -> tuple[str, Any]:
    sns = aws.client("sns", account=account)
    (topic,) = sns.list_topics()["Topics"]
    return topic["TopicArn"], sns.get_topic_attributes(TopicArn=topic["TopicArn"])["Attributes"]


def test_each_has_all_of_it_for_itself(organisation: EmbeddedAws) -> None:
    aws, ids = organisation, set[str]()
    for account in (MEMBER, *OTHERS):
        arn, attributes = topic_of(aws, account)
        assert arn == f"arn:aws:sns:us-east-1:{account}:alerts"
        assert attributes["KmsMasterKeyId"] == key_of(aws, account)
        for other in {MEMBER, *OTHERS} - {account}:
            assert other not in attributes["Policy"]
        (subscription,) = aws.client("sns", account=account).list_subscriptions()["Subscriptions"]
        assert subscription["SubscriptionArn"].startswith(arn)
        role = role_of(aws, account)
        made = {subscription["SubscriptionArn"][-36:], key_of(aws, account)[-36:], role["RoleId"]}
        assert len(made) == 3 and not made & ids, "an id that AWS makes up is one account's alone"
        ids |= made


def test_what_is_asked_of_one_is_answered_by_it_alone(organisation: EmbeddedAws) -> None:
    aws, (second, third) = organisation, OTHERS
    budgets = aws.client("budgets", account=second)
    add_budget(budgets, second, "more", topic_of(aws, second)[0])
    budgets.delete_budget(AccountId=second, BudgetName="spend")
    for account, names in ((MEMBER, ["spend"]), (second, ["more"]), (third, ["spend"])):
        listed = aws.client("budgets", account=account).describe_budgets(AccountId=account)
        assert [one["BudgetName"] for one in listed["Budgets"]] == names


def test_their_roles_may_what_the_first_one_s_may_in_its_account(organisation: EmbeddedAws) -> None:
    aws, (second, third) = organisation, OTHERS
    sts, arn = aws.client("sts", account=HUB), f"arn:aws:iam::{second}:role/{ROLE}"
    keys = sts.assume_role(RoleArn=arn, RoleSessionName="test")["Credentials"]
    given = {"account": keys["AccessKeyId"], "secret": keys["SecretAccessKey"]}
    sns = aws.client("sns", **given, token=keys["SessionToken"])
    assert sns.get_topic_attributes(TopicArn=topic_of(aws, second)[0])
    with pytest.raises(sns.exceptions.ClientError):
        sns.get_topic_attributes(TopicArn=topic_of(aws, third)[0])


def test_an_alert_there_takes_that_account_s_own_path(organisation: EmbeddedAws) -> None:
    aws, second = organisation, OTHERS[0]
    (tried,) = aws.control.set_spend(second, "spend", 90)
    assert tried.subscriber == topic_of(aws, second)[0]
    assert aws.control.deliveries(MEMBER) == []


def test_an_account_with_users_is_not_copied(embedded_aws: EmbeddedAws) -> None:
    embedded_aws.client("iam", account=MEMBER).create_user(UserName="someone")
    with pytest.raises(ControlError, match="access keys"):
        embedded_aws.control.copy_account(MEMBER, OTHERS)


def test_calls_are_counted_by_what_they_ask(organisation: EmbeddedAws) -> None:
    organisation.control.forget_calls()
    for account in (MEMBER, *OTHERS):
        organisation.client("kms", account=account).list_keys()
    assert organisation.control.counts() == {"kms ListKeys": 3}
