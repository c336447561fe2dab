"""Two minds on any policy: the check and the playground's judge share no code.

Random topic and key policies of the constructs that people write. Where the judge is certain, the
verdict must not say the opposite; what it cannot judge binds nobody.
"""

import json
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.findings import Hop, Report, Status
from bot.core.model.budget import Budget, Notification, Subscriber
from bot.core.model.key import Key
from bot.core.model.path import Facts
from bot.core.model.subscription import Subscription
from bot.core.model.topic import Topic
from bot.core.report import judge as check
from playground.aws import judge as court

ACCOUNT = "111111111111"
REGION = "eu-west-1"
NAME = "team spend/2026"
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/0000-1111"
NOW = datetime(2026, 11, 23, tzinfo=UTC)

BUDGET_ARNS = (
    f"arn:aws:budgets::{ACCOUNT}:*",
    f"arn:aws:budgets::{ACCOUNT}:budget/{NAME}",
    f"arn:aws:budgets::{ACCOUNT}:budget/other",
    f"arn:aws:budgets:{REGION}:{ACCOUNT}:*",
    "arn:aws:budgets::*:*",
    "arn:aws:budgets::222222222222:*",
)
VALUES = {
    "aws:SourceAccount": (ACCOUNT, "222222222222", "1111*"),
    "aws:SourceArn": BUDGET_ARNS,
    "AWS:SourceOwner": (ACCOUNT,),
    "aws:PrincipalOrgID": ("o-example",),
    "aws:SourceOrgID": ("o-example",),
    "aws:PrincipalServiceName": ("budgets.amazonaws.com", "s3.amazonaws.com", "*.amazonaws.com"),
    "aws:PrincipalAccount": (ACCOUNT,),
    "aws:SourceVpce": ("vpce-1",),
    "aws:SecureTransport": ("true", "false"),
    "aws:PrincipalIsAWSService": ("true", "false"),
    "aws:ViaAWSService": ("true", "false"),
    "kms:ViaService": (f"sns.{REGION}.amazonaws.com", "sns.*.amazonaws.com", "s3.amazonaws.com"),
    "kms:EncryptionContext:aws:sns:topicArn": (TOPIC, TOPIC + "2", f"arn:aws:sns:*:{ACCOUNT}:*"),
    "kms:CallerAccount": (ACCOUNT,),
    "aws:CurrentTime": ("2026-11-22T00:00:00Z", "2026-11-24T00:00:00Z"),
    "aws:EpochTime": ("1795392000", "1800000000"),
}
OPERATORS = (
    "StringEquals",
    "StringLike",
    "StringNotEquals",
    "StringEqualsIfExists",
    "StringNotEqualsIfExists",
    "ArnLike",
    "ArnEquals",
    "Bool",
    "Null",
    "StringNotLike",
    "StringEqualsIgnoreCase",
    "DateLessThan",
    "DateGreaterThanEquals",
    "NumericLessThan",
)
PRINCIPALS: tuple[object, ...] = (
    "*",
    {"AWS": "*"},
    {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    {"Service": "budgets.amazonaws.com"},
    {"Service": "budgets.amazonaws.com"},
    {"Service": ["events.amazonaws.com", "budgets.amazonaws.com"]},
    {"Service": "sns.amazonaws.com"},
    {"Service": "cloudwatch.amazonaws.com", "AWS": ACCOUNT},
)


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, dict[str, list[str]]]:
    operator = draw(st.sampled_from(OPERATORS))
    key = draw(st.sampled_from(sorted(VALUES)))
    choices = ("true", "false") if operator in ("Null", "Bool") else VALUES[key]
    most = 1 if operator in ("Null", "Bool") else 2
    values = st.lists(st.sampled_from(choices), min_size=1, max_size=most, unique=True)
    return {operator: {key: draw(values)}}


def statements(actions: tuple[str, ...], resources: tuple[str, ...]) -> st.SearchStrategy[object]:
    base = {
        "Effect": st.sampled_from(("Allow", "Allow", "Allow", "Deny")),
        "Principal": st.sampled_from(PRINCIPALS),
        "Action": st.lists(st.sampled_from(actions), min_size=1, max_size=3, unique=True),
        "Resource": st.sampled_from(resources),
    }
    # Most people write one condition or none.
    return st.fixed_dictionaries(
        base, optional={"Condition": st.one_of(st.just({}), conditions(), two_conditions())}
    )


@st.composite
def two_conditions(draw: st.DrawFn) -> dict[str, dict[str, list[str]]]:
    return {**draw(conditions()), **draw(conditions())}


def policies(actions: tuple[str, ...], resources: tuple[str, ...]) -> st.SearchStrategy[str]:
    def text(version: str, found: list[object]) -> str:
        return json.dumps({"Version": version, "Statement": found})

    return st.builds(
        text,
        st.sampled_from(("2012-10-17", "2008-10-17")),
        st.lists(statements(actions, resources), min_size=1, max_size=4),
    )


ON_TOPIC = policies(
    ("SNS:Publish", "sns:publish", "sns:*", "SNS:Subscribe", "sns:P?blish"),
    (TOPIC, TOPIC, "*", f"arn:aws:sns:*:{ACCOUNT}:*", TOPIC + "2"),
)
ON_KEY = policies(
    ("kms:GenerateDataKey*", "kms:Decrypt", "kms:*", "kms:GenerateDataKey", "kms:Encrypt"),
    ("*", "*", KEY, f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/alerts"),
)
OPEN_TOPIC = json.dumps(
    {
        "Statement": {
            "Effect": "Allow",
            "Principal": {"Service": "budgets.amazonaws.com"},
            "Action": "sns:Publish",
            "Resource": TOPIC,
        }
    }
)


def reported(topic_policy: str, key_policy: str | None) -> Report:
    subscription = Subscription(f"{TOPIC}:1", "https", "https://example.com/hook")
    reference = KEY if key_policy is not None else None
    topic = Topic(
        TOPIC,
        ACCOUNT,
        REGION,
        policy=topic_policy,
        key_reference=reference,
        subscriptions=(subscription,),
    )
    key = Key(KEY, KEY, ACCOUNT, REGION, policies=(key_policy or "",))
    alert = Notification(
        "ACTUAL",
        "GREATER_THAN",
        80.0,
        "PERCENTAGE",
        "OK",
        (Subscriber("SNS", TOPIC),),
    )
    return check(
        Facts(
            ACCOUNT,
            NAME,
            NOW,
            Budget(NAME, ACCOUNT),
            (alert,),
            topics={TOPIC: topic},
            keys={TOPIC: key} if key_policy is not None else {},
        )
    )


def judged(topic_policy: str, key_policy: str | None) -> court.Judgement:
    key = None if key_policy is None else court.Key(KEY, ACCOUNT, (key_policy,))
    return court.judge(court.Situation(ACCOUNT, NAME, TOPIC, topic_policy, key, now=NOW))


def agree(topic_policy: str, key_policy: str | None) -> None:
    judgement, report = judged(topic_policy, key_policy), reported(topic_policy, key_policy)
    said = [(finding.code, finding.says) for finding in report.findings]
    if judgement.outcome == "refused":
        assert report.verdict in (Status.BROKEN, Status.UNKNOWN), (judgement, said)
    if judgement.outcome == "delivers":
        hops = {h.hop: h.status for path in report.paths for h in path.hops}
        assert hops[Hop.TOPIC] is not Status.BROKEN, (judgement, said)
        assert hops.get(Hop.KEY) is not Status.BROKEN, (judgement, said)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(ON_TOPIC)
def test_of_any_topic_policy(policy: str) -> None:
    agree(policy, None)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(ON_KEY)
def test_of_any_key_policy(policy: str) -> None:
    agree(OPEN_TOPIC, policy)
