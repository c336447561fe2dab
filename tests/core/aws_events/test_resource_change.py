"""What a CloudTrail event is about, who did it, and which events are nobody's business."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.session import get_session
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.aws_events import EVENTS, ResourceChange, ResourceKind, resource_change
from tests.core.aws_events.events import (
    ACCOUNT,
    ALIAS,
    ALICE,
    INTERNAL,
    KEY,
    KEY_ID,
    OURS,
    REGION,
    SUBSCRIPTION,
    TOPIC,
    by_itself,
    cloudtrail,
)

MRK = "mrk-1234abcd12ab34cd56ef1234567890ab"
RESOURCE = {"accountId": ACCOUNT, "type": "AWS::KMS::Key", "ARN": KEY}
ALIAS_RESOURCE = {"accountId": ACCOUNT, "type": "AWS::KMS::Alias", "ARN": ALIAS}
OTHER = f"arn:aws:kms:{REGION}:222222222222:key/{KEY_ID}"
BUDGET = {"accountId": ACCOUNT, "budgetName": "cost all/services"}
NEW_BUDGET = {
    "accountId": ACCOUNT,
    "budget": {"budgetName": "cost all/services", "timeUnit": "MONTHLY"},
    "notificationsWithSubscribers": [],
}
CALLS = EVENTS["AWS API Call via CloudTrail"]


def capitals(given: Any) -> Any:
    """The same with each first letter large."""
    if not isinstance(given, dict):
        return given
    return {name[:1].upper() + name[1:]: capitals(value) for name, value in given.items()}


ABOUT: dict[str, tuple[dict[str, Any], ResourceKind, str]] = {
    "a key by id": (cloudtrail("kms", "PutKeyPolicy", {"keyId": KEY_ID}), ResourceKind.KEY, KEY),
    "a key by ARN": (cloudtrail("kms", "DisableKey", {"keyId": KEY}), ResourceKind.KEY, KEY),
    "a key by alias": (
        cloudtrail("kms", "EnableKey", {"keyId": "alias/alerts"}),
        ResourceKind.ALIAS,
        ALIAS,
    ),
    "a key by an alias's ARN": (
        cloudtrail("kms", "EnableKey", {"keyId": ALIAS}),
        ResourceKind.ALIAS,
        ALIAS,
    ),
    "a key by alias, resolved by AWS": (
        cloudtrail("kms", "EnableKey", {"keyId": "alias/alerts"}, resources=[RESOURCE]),
        ResourceKind.KEY,
        KEY,
    ),
    "a multi-Region key": (
        cloudtrail("kms", "ScheduleKeyDeletion", {"keyId": MRK, "pendingWindowInDays": 7}),
        ResourceKind.KEY,
        f"arn:aws:kms:{REGION}:{ACCOUNT}:key/{MRK}",
    ),
    "a deletion called off": (
        cloudtrail("kms", "CancelKeyDeletion", {"keyId": KEY_ID}),
        ResourceKind.KEY,
        KEY,
    ),
    "key material": (
        cloudtrail("kms", "DeleteImportedKeyMaterial", {"keyId": KEY_ID}),
        ResourceKind.KEY,
        KEY,
    ),
    "a grant revoked": (
        cloudtrail("kms", "RevokeGrant", {"keyId": KEY, "grantId": "f" * 64}),
        ResourceKind.KEY,
        KEY,
    ),
    "a grant retired, which has no parameters": (
        cloudtrail("kms", "RetireGrant", None, resources=[RESOURCE]),
        ResourceKind.KEY,
        KEY,
    ),
    "key material imported": (
        cloudtrail("kms", "ImportKeyMaterial", {"keyId": KEY_ID, "importType": "NEW_KEY_MATERIAL"}),
        ResourceKind.KEY,
        KEY,
    ),
    "a key whose waiting period ended": (
        by_itself("DeleteKey", resources=[RESOURCE]),
        ResourceKind.KEY,
        KEY,
    ),
    "key material that expired": (
        by_itself("DeleteExpiredKeyMaterial", serviceEventDetails={"keyId": KEY_ID}),
        ResourceKind.KEY,
        KEY,
    ),
    "an alias made": (
        cloudtrail(
            "kms",
            "CreateAlias",
            {"aliasName": "alias/alerts", "targetKeyId": KEY_ID},
            responseElements={"keyId": KEY},
            resources=[RESOURCE, ALIAS_RESOURCE],
        ),
        ResourceKind.ALIAS,
        ALIAS,
    ),
    "an alias moved": (
        cloudtrail(
            "kms",
            "UpdateAlias",
            {"aliasName": "alias/alerts", "targetKeyId": KEY_ID},
            resources=[ALIAS_RESOURCE, RESOURCE],
        ),
        ResourceKind.ALIAS,
        ALIAS,
    ),
    "an alias deleted": (
        cloudtrail("kms", "DeleteAlias", {"aliasName": "alias/alerts"}, resources=[RESOURCE]),
        ResourceKind.ALIAS,
        ALIAS,
    ),
    "a topic's attribute": (
        cloudtrail(
            "sns",
            "SetTopicAttributes",
            {
                "topicArn": TOPIC,
                "attributeName": "KmsMasterKeyId",
                "attributeValue": "alias/aws/sns",
            },
        ),
        ResourceKind.TOPIC,
        TOPIC,
    ),
    "a capital letter": (
        cloudtrail("sns", "AddPermission", {"TopicArn": TOPIC}),
        ResourceKind.TOPIC,
        TOPIC,
    ),
    "a permission less": (
        cloudtrail("sns", "RemovePermission", {"topicArn": TOPIC, "label": "x"}),
        ResourceKind.TOPIC,
        TOPIC,
    ),
    "a topic deleted": (
        cloudtrail("sns", "DeleteTopic", {"topicArn": TOPIC}),
        ResourceKind.TOPIC,
        TOPIC,
    ),
    "a topic's data protection": (
        cloudtrail(
            "sns", "PutDataProtectionPolicy", {"resourceArn": TOPIC, "dataProtectionPolicy": "{}"}
        ),
        ResourceKind.TOPIC,
        TOPIC,
    ),
    "a new subscription": (
        cloudtrail("sns", "Subscribe", {"topicArn": TOPIC, "protocol": "https"}),
        ResourceKind.TOPIC,
        TOPIC,
    ),
    "a subscription confirmed": (
        cloudtrail("sns", "ConfirmSubscription", {"topicArn": TOPIC, "token": "HIDDEN"}),
        ResourceKind.TOPIC,
        TOPIC,
    ),
    "a FIFO topic": (
        cloudtrail("sns", "DeleteTopic", {"topicArn": f"{TOPIC}.fifo"}),
        ResourceKind.TOPIC,
        f"{TOPIC}.fifo",
    ),
    "a subscription gone": (
        cloudtrail("sns", "Unsubscribe", {"subscriptionArn": SUBSCRIPTION}),
        ResourceKind.TOPIC,
        TOPIC,
    ),
    "a subscription's filter": (
        cloudtrail(
            "sns",
            "SetSubscriptionAttributes",
            {"subscriptionArn": SUBSCRIPTION, "attributeName": "FilterPolicy"},
        ),
        ResourceKind.TOPIC,
        TOPIC,
    ),
    "a new budget": (
        cloudtrail("budgets", "CreateBudget", NEW_BUDGET, "us-east-1"),
        ResourceKind.BUDGET,
        "cost all/services",
    ),
    "a new budget, spelled as in the API": (
        cloudtrail("budgets", "CreateBudget", capitals(NEW_BUDGET), "us-east-1"),
        ResourceKind.BUDGET,
        "cost all/services",
    ),
    **{
        f"{name}{spelled}": (
            cloudtrail("budgets", name, given, "us-east-1"),
            ResourceKind.BUDGET,
            "cost all/services",
        )
        for source, name in sorted(CALLS)
        if source == "budgets.amazonaws.com" and name != "CreateBudget"
        for spelled, given in (("", BUDGET), (", spelled as in the API", capitals(BUDGET)))
    },
}


@pytest.mark.parametrize("case", ABOUT)
def test_what_it_is_about(case: str) -> None:
    event, kind, about = ABOUT[case]
    found = resource_change(event)
    assert found is not None
    assert (found.kind, found.about, found.account) == (kind, about, ACCOUNT)


def test_every_event_has_a_case() -> None:
    named = [
        (event["detail-type"], event["detail"]["eventSource"], event["detail"]["eventName"])
        for event, *_ in ABOUT.values()
    ]
    assert set(named) == {(kind, *one) for kind, found in EVENTS.items() for one in found}


@pytest.mark.parametrize("case", [case for case in ABOUT if "capital" not in case])
def test_its_parameters_are_the_operations_own(case: str) -> None:
    """By botocore's model of it: CloudTrail writes what was asked, with a small first letter."""
    detail = ABOUT[case][0]["detail"]
    given = capitals(detail["requestParameters"] or {})
    if detail["eventType"] == "AwsServiceEvent":
        assert not given
        return
    service = get_session().get_service_model(detail["eventSource"].partition(".")[0])
    shape = service.operation_model(detail["eventName"]).input_shape
    assert shape is not None and set(given) <= set(shape.members)
    within = shape.members.get("Budget")
    assert "Budget" not in given or set(given["Budget"]) <= set(getattr(within, "members", ()))


WRITTEN = {
    "PutKeyPolicy": ({"keyId": KEY, "policy": "{}"}, "Policy", "{}"),
    "DisableKey": ({"keyId": KEY}, "KeyState", "Disabled"),
    "EnableKey": ({"keyId": KEY}, "KeyState", "Enabled"),
    "ScheduleKeyDeletion": ({"keyId": KEY}, "KeyState", "PendingDeletion"),
    "CancelKeyDeletion": ({"keyId": KEY}, "KeyState", "Disabled"),
    "RevokeGrant": ({"keyId": KEY}, "", ""),
    "AddPermission": ({"topicArn": TOPIC}, "Policy", ""),
    "DeleteTopic": ({"topicArn": TOPIC}, "", ""),
    "SetTopicAttributes": (
        {"topicArn": TOPIC, "attributeName": "KmsMasterKeyId", "attributeValue": KEY},
        "KmsMasterKeyId",
        KEY,
    ),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_it_wrote(name: str) -> None:
    parameters, attribute, text = WRITTEN[name]
    found = resource_change(cloudtrail("kms" if "keyId" in parameters else "sns", name, parameters))
    assert found is not None
    assert (found.attribute, found.text) == (attribute, text)


def test_the_whole_of_it() -> None:
    assert resource_change(cloudtrail("sns", "DeleteTopic", {"topicArn": TOPIC})) == ResourceChange(
        event="e-1",
        action="DeleteTopic",
        who="alice@example.com, role Admin",
        at=datetime(2026, 11, 24, 20, 37, tzinfo=UTC),
        account=ACCOUNT,
        region=REGION,
        kind=ResourceKind.TOPIC,
        about=TOPIC,
    )


@pytest.mark.parametrize(
    "parameters, resources, key",
    [
        ({"aliasName": "alias/alerts"}, [ALIAS_RESOURCE, RESOURCE], KEY),
        ({"aliasName": "alias/alerts", "targetKeyId": KEY_ID}, None, KEY),
        ({"aliasName": "alias/alerts"}, None, ""),
    ],
)
def test_an_alias_names_a_key_where_it_can(parameters: Any, resources: Any, key: str) -> None:
    found = resource_change(cloudtrail("kms", "DeleteAlias", parameters, resources=resources))
    assert found is not None and found.key == key


def test_a_key_of_another_account_is_that_accounts() -> None:
    found = resource_change(cloudtrail("kms", "RevokeGrant", {"keyId": OTHER}))
    assert found is not None and found.account == "222222222222"


@pytest.mark.parametrize(
    "region, partition", [("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")]
)
def test_an_id_gets_the_partition_of_its_region(region: str, partition: str) -> None:
    found = resource_change(cloudtrail("kms", "PutKeyPolicy", {"keyId": KEY_ID}, region))
    assert found is not None and found.about.startswith(f"arn:{partition}:kms:{region}:")


USER = {"type": "IAMUser", "arn": f"arn:aws:iam::{ACCOUNT}:user/ops/bob", "accountId": ACCOUNT}
WHO: dict[str, tuple[object, str]] = {
    "a session": (ALICE, "alice@example.com, role Admin"),
    "a user": (USER, "the user bob"),
    "the root user": (
        {"type": "Root", "arn": f"arn:aws:iam::{ACCOUNT}:root", "accountId": ACCOUNT},
        "the root user",
    ),
    "a service": (
        {"type": "AWSService", "invokedBy": "ssm.amazonaws.com"},
        "the AWS service ssm.amazonaws.com",
    ),
    "a user, through a service": (
        {**USER, "invokedBy": "cloudformation.amazonaws.com"},
        "the user bob, through cloudformation.amazonaws.com",
    ),
    "a session of another account": (
        {
            **ALICE,
            "arn": f"arn:aws:sts::{'2' * 12}:assumed-role/Admin/alice@example.com",
            "accountId": "2" * 12,
        },
        f"alice@example.com, role Admin, account {'2' * 12}",
    ),
    "KMS itself": (INTERNAL, "AWS itself"),
    "a user in the console": (
        {**USER, "invokedBy": "AWS Internal"},
        "the user bob",
    ),
    "somebody who did not sign": (
        {"type": "AWSAccount", "principalId": "", "accountId": "ANONYMOUS_PRINCIPAL"},
        "somebody without AWS credentials",
    ),
    "another account": (
        {"type": "AWSAccount", "principalId": "AIDA", "accountId": "222222222222"},
        "somebody of account 222222222222",
    ),
    "an ARN of another kind": (
        {"type": "FederatedUser", "arn": f"arn:aws:sts::{ACCOUNT}:federated-user/eve"},
        f"arn:aws:sts::{ACCOUNT}:federated-user/eve",
    ),
    "a name alone": ({"type": "Unknown", "userName": "mallory"}, "mallory"),
    "somebody of Identity Center": (
        {"type": "IdentityCenterUser", "onBehalfOf": {"userId": "94d82478"}},
        "94d82478",
    ),
    "nobody": ({}, "somebody whom CloudTrail does not name"),
    "not an object": ("alice", "somebody whom CloudTrail does not name"),
}


@pytest.mark.parametrize("case", WHO)
def test_who_it_was(case: str) -> None:
    identity, said = WHO[case]
    found = resource_change(
        cloudtrail("sns", "DeleteTopic", {"topicArn": TOPIC}, userIdentity=identity)
    )
    assert found is not None and found.who == said


@pytest.mark.parametrize(
    "identity, agent, job",
    [
        (OURS, "[Boto3/1.44.5 md/Botocore#1.44.5 job/4bd2-J1]", "4bd2-J1"),
        (OURS, "[Boto3/1.44.5]", ""),
        (ALICE, "aws-cli/2.31.0 job/4bd2-J1", ""),
        (
            {**OURS, "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/not-budget-check-prod-mend/x"},
            "job/J1",
            "",
        ),
    ],
)
def test_our_own_change_is_known_by_role_and_job_together(
    identity: object, agent: str, job: str
) -> None:
    parameters = {"topicArn": TOPIC}
    event = cloudtrail(
        "sns", "SetTopicAttributes", parameters, userIdentity=identity, userAgent=agent
    )
    found = resource_change(event)
    assert found is not None and found.job == job


IGNORED: dict[str, dict[str, Any]] = {
    "refused by AWS": cloudtrail(
        "kms", "PutKeyPolicy", {"keyId": KEY}, errorCode="AccessDeniedException"
    ),
    "a read": cloudtrail("kms", "GetKeyPolicy", {"keyId": KEY}),
    "another service's event of that name": cloudtrail("sqs", "AddPermission", {"topicArn": TOPIC}),
    "another kind of event": {
        **cloudtrail("sns", "DeleteTopic", {"topicArn": TOPIC}),
        "detail-type": "x",
    },
    "a call of a service event's name": cloudtrail("kms", "DeleteKey", {"keyId": KEY}),
    "a service event of a call's name": by_itself("DisableKey", resources=[RESOURCE]),
    "a service event of another kind": by_itself("RotateKey", resources=[RESOURCE]),
    "no parameters": cloudtrail("sns", "DeleteTopic", None),
    "a key without a name": cloudtrail("kms", "DisableKey", {}),
    "a subscription that was pending": cloudtrail(
        "sns", "SetSubscriptionAttributes", {"subscriptionArn": "PendingConfirmation"}
    ),
    "a budget without a name": cloudtrail("budgets", "DeleteSubscriber", {"accountId": ACCOUNT}),
    "no time": cloudtrail("sns", "DeleteTopic", {"topicArn": TOPIC}, eventTime="yesterday"),
    "nothing at all": {},
    "a detail of another shape": {"detail-type": "AWS API Call via CloudTrail", "detail": [1]},
}


@pytest.mark.parametrize("case", IGNORED)
def test_what_is_ignored(case: str) -> None:
    assert resource_change(IGNORED[case]) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = (
    *("userIdentity", "eventTime", "awsRegion", "userAgent", "requestParameters", "eventID"),
    *("responseElements", "serviceEventDetails"),
)


@settings(deadline=None, derandomize=True)
@given(
    st.sampled_from([(kind, *one) for kind, found in EVENTS.items() for one in sorted(found)]),
    st.dictionaries(st.sampled_from((*FIELDS, "resources", "recipientAccountId")), json_values),
)
def test_no_shape_of_an_event_raises(which: tuple[str, str, str], detail: dict[str, Any]) -> None:
    kind, source, name = which
    event = cloudtrail(source.partition(".")[0], name, {"topicArn": TOPIC, "keyId": KEY})
    given = {**event, "detail-type": kind, "detail": {**event["detail"], **detail}}
    found = resource_change(given)
    assert found is None or found.about
