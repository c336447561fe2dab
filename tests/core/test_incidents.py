"""Public incidents (docs/causes.md 0 and 3), each as the facts that it left behind."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.core.findings import Status
from bot.core.model.key import PredefinedAlias
from bot.core.model.path import Facts
from bot.core.report import judge
from tests.core.build import (
    ACCOUNT,
    ACCOUNT_ONLY,
    DEFAULT,
    PUBLISHING,
    REGION,
    ROOT,
    SOURCE,
    TOPIC,
    Doc,
    document,
    encrypted_facts,
    facts,
    key,
    key_statement,
    statement,
    topic,
)


@dataclass(frozen=True)
class Incident:
    """What was there, what it costs, and what the first finding has to say."""

    thread: str
    facts: Facts
    verdict: Status
    code: str | None = None
    mentions: tuple[str, ...] = ()


def on_key(*statements: Doc) -> Facts:
    return encrypted_facts(key(document(ROOT, *statements)))


def on_topic(*statements: Doc) -> Facts:
    return facts(topics={TOPIC: topic(document(*statements))})


def source(arn: str, **more: object) -> dict[str, object]:
    return {"ArnLike": {"aws:SourceArn": arn}, **more}


WITH_REGION = source(f"arn:aws:budgets:{REGION}:{ACCOUNT}:*", **ACCOUNT_ONLY)
DENY_NOT_ORG = statement(
    principal={"AWS": "*"},
    effect="Deny",
    action="sns:Publish",
    sid="Deny outsiders",
    condition={
        "StringNotEquals": {"aws:PrincipalOrgID": "o-1"},
        "Bool": {"aws:SecureTransport": "true"},
    },
)
STALE = statement(principal={"AWS": "AIDACKCEVSQ6C2EXAMPLE"}, action="kms:*", resource="*")

INCIDENTS = [
    Incident(
        "cds-snc#2037: re-encrypted with a shared key that has no statement for Budgets",
        on_key(key_statement(None, service="cloudwatch.amazonaws.com", sid="CloudWatch")),
        Status.BROKEN,
        "key.policy-silent",
    ),
    Incident(
        "cds-snc#2049: a Region in the key's SourceArn",
        on_key(key_statement(WITH_REGION, sid="Allow_Budgets_for_CMK")),
        Status.BROKEN,
        "key.policy-near-miss",
        ('"Allow_Budgets_for_CMK"', "aws:SourceArn", "Region"),
    ),
    Incident("cds-snc#2057: the account alone", on_key(key_statement()), Status.OK),
    Incident(
        "jreijn 2025-08: both conditions on the key",
        on_key(key_statement(SOURCE)),
        Status.AT_RISK,
        "key.source-arn-unproven",
    ),
    Incident(
        "cds-snc#2042: the topic's ArnLike, wrongly blamed",
        on_topic(DEFAULT, PUBLISHING),
        Status.OK,
    ),
    Incident(
        "hyp3#762: alias/aws/sns",
        encrypted_facts(PredefinedAlias("alias/aws/sns")),
        Status.BROKEN,
        "key.aws-managed",
    ),
    Incident(
        "azul#5651: a single statement replaced the policy",
        on_topic(statement("events.amazonaws.com", sid="Events")),
        Status.BROKEN,
        "topic.policy-silent",
    ),
    Incident(
        "aws-cdk#20661: a Deny beside the right statement",
        on_topic(DEFAULT, PUBLISHING, DENY_NOT_ORG),
        Status.BROKEN,
        "topic.policy-denies",
        ('statement 3 ("Deny outsiders")',),
    ),
    Incident(
        "cookiecutter#62: a principal that no longer exists does not stop delivery",
        on_key(STALE, key_statement()),
        Status.OK,
    ),
    Incident(
        "superwerker#425: no subscriber",
        facts(topics={TOPIC: topic(subscriptions=())}),
        Status.BROKEN,
        "subscription.none",
    ),
    Incident(
        "archimedes#1712: the stack failed at the second topic and left half a budget",
        facts(notifications=(), topics={}),
        Status.BROKEN,
        "budget.no-notifications",
    ),
    Incident(
        "opg-lpa#618: a key that was made for other publishers",
        on_key(key_statement(None, service="events.amazonaws.com", sid="Events")),
        Status.BROKEN,
        "key.policy-silent",
    ),
    Incident(
        "fund#826: the wrong principal",
        on_topic(DEFAULT, statement("ce.amazonaws.com", condition=SOURCE)),
        Status.BROKEN,
        "topic.policy-near-miss",
        ("ce.amazonaws.com", "budgets.amazonaws.com"),
    ),
    Incident(
        "aws-blocks#336: kms:* for the account's root",
        on_key(),
        Status.BROKEN,
        "key.policy-silent",
    ),
    Incident(
        "serverless-application-model#1796: Decrypt is missing",
        on_key(key_statement(action="kms:GenerateDataKey*")),
        Status.BROKEN,
        "key.policy-partial",
    ),
]


@pytest.mark.parametrize("incident", INCIDENTS, ids=lambda incident: incident.thread)
def test_an_incident(incident: Incident) -> None:
    report = judge(incident.facts)
    assert report.verdict is incident.verdict
    told = [f for f in report.findings if f.status is not Status.OK]
    assert [f.code for f in told] == ([incident.code] if incident.code else [])
    for mention in incident.mentions:
        assert mention in told[0].says
