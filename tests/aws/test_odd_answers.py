"""Answers of another shape, and AWS's error codes one by one: unread, never an exception."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, cast

import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config

from bot.aws.clients import Aws
from bot.core.model.budget import Budget
from bot.core.model.key import Key
from bot.core.model.read import Cause, NotFound, ReadFailed
from bot.core.model.topic import Topic
from bot.core.report import judge
from tests.aws.conftest import QUICK
from tests.aws.world import NAME, TOPIC, OpenAws, check, notification
from tests.conftest import ACCOUNT
from tests.core.build import ROOT, document, key_statement, statement

KEY = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab"
ONCE = QUICK.merge(Config(retries={"total_max_attempts": 1}))
SUBSCRIBERS = [{"SubscriptionType": "SNS", "Address": TOPIC}]
ACTION = {
    "ActionId": "a-1",
    "NotificationType": "ACTUAL",
    "ActionThreshold": {"ActionThresholdValue": 90.0, "ActionThresholdType": "PERCENTAGE"},
    "Subscribers": SUBSCRIBERS,
}
BUDGET = {
    "BudgetName": NAME,
    "BudgetType": "COST",
    "TimeUnit": "MONTHLY",
    "CalculatedSpend": {"ActualSpend": {"Amount": "1", "Unit": "USD"}},
    "TimePeriod": {"Start": 1600000000, "End": 3706473600},
    "HealthStatus": {"Status": "HEALTHY"},
}
METADATA = {
    "KeyId": "1234abcd",
    "Arn": KEY,
    "AWSAccountId": ACCOUNT,
    "KeyState": "Enabled",
    "KeyManager": "CUSTOMER",
    "KeySpec": "SYMMETRIC_DEFAULT",
    "KeyUsage": "ENCRYPT_DECRYPT",
}
COUNTED = {"StatusCode": "Complete", "Timestamps": [], "Values": []}
METRICS = ("published_0", "delivered_0", "failed_0", "filtered_out_0")
GOOD: Mapping[str, object] = {
    "DescribeBudget": {"Budget": BUDGET},
    "DescribeNotificationsForBudget": {"Notifications": [dict(notification(80.0))]},
    "DescribeSubscribersForNotification": {"Subscribers": SUBSCRIBERS},
    "DescribeBudgetActionsForBudget": {"Actions": [ACTION]},
    "GetMetricData": {"MetricDataResults": [{"Id": id_, **COUNTED} for id_ in METRICS]},
    "DescribeKey": {"KeyMetadata": METADATA},
    "GetKeyPolicy": {"Policy": document(ROOT, key_statement())},
    "ListGrants": {"Grants": [{"GrantId": "g", "Operations": ["Decrypt"]}]},
    "DescribeSlackChannelConfigurations": {"SlackChannelConfigurations": []},
    "ListMicrosoftTeamsChannelConfigurations": {"TeamChannelConfigurations": []},
    "DescribeChimeWebhookConfigurations": {"WebhookConfigurations": []},
}
POLICY = document(statement(resource=TOPIC)).replace('"', "&quot;")
XML = {
    "GetTopicAttributes": f"<Attributes><entry><key>Policy</key><value>{POLICY}</value></entry>"
    f"<entry><key>KmsMasterKeyId</key><value>{KEY}</value></entry></Attributes>",
    "ListSubscriptionsByTopic": "<Subscriptions><member><Protocol>email</Protocol><Endpoint>a@b.c"
    f"</Endpoint><SubscriptionArn>{TOPIC}:1</SubscriptionArn></member></Subscriptions>",
    "GetSubscriptionAttributes": "<Attributes><entry><key>SubscriptionArn</key>"
    f"<value>{TOPIC}:1</value></entry></Attributes>",
}
ODD: tuple[object, ...] = (None, 5, [None])

Answer = tuple[int, str]


class _Body(BytesIO):
    def stream(self) -> Iterator[bytes]:
        yield self.read()


class Script:
    """What each operation answers; what stands in `own` goes before a good answer."""

    def __init__(self) -> None:
        self.own: dict[str, Answer] = {}

    def __call__(self, request: AWSPreparedRequest, event_name: str, **_: object) -> AWSResponse:
        """A handler of botocore's event before-send."""
        operation = event_name.rpartition(".")[2]
        status, text = self.own.get(operation) or self._good(request, operation)
        return AWSResponse(str(request.url), status, HTTPHeaders(), _Body(text.encode()))

    def _good(self, request: AWSPreparedRequest, operation: str) -> Answer:
        if "AWS_RAM" in str(request.body):
            return 400, json.dumps({"__type": "NotFoundException"})
        if operation in XML:
            result = f"<{operation}Result>{XML[operation]}</{operation}Result>"
            return 200, f"<{operation}Response>{result}</{operation}Response>"
        return 200, json.dumps(GOOD.get(operation, {}))


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def aws(open_aws: OpenAws, script: Script) -> Aws:
    made = open_aws(config=ONCE, alone=True)
    made._session.events.register("before-send", cast("Any", script))
    return made


def _places(value: object, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    items = value.items() if isinstance(value, dict) else ()
    listed = enumerate(value) if isinstance(value, list) else ()
    for name, inner in (*items, *listed):
        yield from _places(inner, (*at, name))


def _with(good: object, at: tuple[Any, ...], odd: object) -> object:
    changed = {"": copy.deepcopy(good)}
    where: Any = changed
    for name in ("", *at[:-1]) if at else ():
        where = where[name]
    where[at[-1] if at else ""] = odd
    return changed[""]


def test_the_script_makes_a_healthy_path(aws: Aws) -> None:
    assert judge(check(aws)).verdict == "OK"


@pytest.mark.parametrize("operation", GOOD)
def test_an_answer_of_another_shape_is_never_an_exception(
    aws: Aws, script: Script, operation: str
) -> None:
    good = GOOD[operation]
    for at in _places(good):
        for odd in ODD:
            script.own = {operation: (200, json.dumps(_with(good, at, odd)))}
            judge(check(aws))


@pytest.mark.parametrize(
    ("operation", "body"),
    [
        ("DescribeBudget", {"Budget": [BUDGET]}),
        ("DescribeBudget", {"Budget": {**BUDGET, "TimeUnit": ["MONTHLY"]}}),
    ],
)
def test_the_budget_is_unread_then(
    aws: Aws, script: Script, operation: str, body: dict[str, object]
) -> None:
    script.own = {operation: (200, json.dumps(body))}
    facts = check(aws)
    assert isinstance(facts.budget, ReadFailed)
    assert facts.budget.cause is Cause.FAILED
    assert facts.budget.detail == (
        "The answer to DescribeBudget has not the shape that AWS documents."
    )


def test_a_notification_without_its_threshold(aws: Aws, script: Script) -> None:
    body = {"Notifications": [{"NotificationType": "ACTUAL", "ComparisonOperator": "EQUAL_TO"}]}
    script.own = {"DescribeNotificationsForBudget": (200, json.dumps(body))}
    told = check(aws).notifications
    assert isinstance(told, ReadFailed)
    assert told.detail == "The answer to DescribeNotificationsForBudget has no 'Threshold'."


def test_the_keys_account_is_in_its_arn(aws: Aws, script: Script) -> None:
    bare = {name: value for name, value in METADATA.items() if name != "AWSAccountId"}
    script.own = {"DescribeKey": (200, json.dumps({"KeyMetadata": bare}))}
    key = check(aws).keys[TOPIC]
    assert isinstance(key, Key)
    assert key.account == ACCOUNT


SNS = (
    "<ErrorResponse><Error><Type>Sender</Type><Code>{}</Code><Message>m</Message></Error>"
    "</ErrorResponse>"
)


@pytest.mark.parametrize(
    ("code", "status", "cause"),
    [
        ("NotFound", 404, None),
        ("NotFoundException", 404, None),
        ("AuthorizationError", 403, Cause.REFUSED),
        ("AuthorizationErrorException", 403, Cause.REFUSED),
        ("Throttling", 400, Cause.THROTTLED),
        ("ThrottledException", 429, Cause.THROTTLED),
        ("InvalidClientTokenId", 403, Cause.NO_CREDENTIALS),
        ("InternalError", 500, Cause.FAILED),
        ("InternalFailure", 500, Cause.FAILED),
        ("InvalidSecurity", 403, Cause.REFUSED),
        ("InvalidParameter", 400, Cause.FAILED),
        ("ResourceNotFoundException", 404, Cause.FAILED),
        ("KMS.NotFoundException", 400, Cause.FAILED),
        ("", 404, Cause.FAILED),
    ],
)
def test_the_codes_of_sns(
    aws: Aws, script: Script, code: str, status: int, cause: Cause | None
) -> None:
    script.own = {"GetTopicAttributes": (status, SNS.format(code))}
    topic = check(aws).topics[TOPIC]
    assert isinstance(topic, NotFound) if cause is None else isinstance(topic, ReadFailed)
    assert not isinstance(topic, Topic)
    assert getattr(topic, "cause", None) is cause


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("NotFoundException", True),
        ("InvalidArnException", True),
        ("KMSInvalidStateException", False),
        ("KMSInternalException", False),
        ("DependencyTimeoutException", False),
        ("AccessDeniedException", False),
        ("ResourceNotFoundException", False),
        ("404", False),
    ],
)
def test_the_codes_of_kms(aws: Aws, script: Script, code: str, absent: bool) -> None:
    script.own = {"DescribeKey": (400, json.dumps({"__type": code, "message": "m"}))}
    assert isinstance(check(aws).keys[TOPIC], NotFound if absent else ReadFailed)


@pytest.mark.parametrize("code", ["NotFoundException", "KMSInvalidStateException", ""])
def test_a_key_policy_that_kms_does_not_find_is_unread(aws: Aws, script: Script, code: str) -> None:
    script.own = {"GetKeyPolicy": (400, json.dumps({"__type": code, "message": "m"}))}
    key = check(aws).keys[TOPIC]
    assert isinstance(key, Key)
    assert isinstance(key.policies, ReadFailed)
    assert isinstance(check(aws).budget, Budget)
