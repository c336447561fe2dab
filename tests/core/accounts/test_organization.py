"""What turns on the account's organisation, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.accounts.organization import turns_on_organization
from bot.core.findings import Status
from bot.core.model.path import Facts, Organization, Path
from bot.core.model.read import Cause, NotFound, ReadFailed
from bot.core.report import judge
from tests.core.build import (
    ACCOUNT,
    OTHER,
    PUBLISHING,
    QUEUE,
    TOPIC,
    document,
    encrypted,
    facts,
    key,
    key_path,
    key_statement,
    path,
    queue_policy,
    statement,
    to_function,
    to_queue,
    topic,
    with_subscriptions,
)

OURS = "o-abcd1234ef"
OTHERS = "o-zzzz9876yx"
IN = {"StringEquals": {"aws:SourceOrgID": OURS}}
OUTSIDE = {
    "StringNotEqualsIfExists": {"aws:SourceOrgID": OURS},
    "Null": {"aws:SourceAccount": "false"},
    "Bool": {"aws:PrincipalIsAWSService": "true"},
}
PERIMETER = statement(principal="*", effect="Deny", condition=OUTSIDE, sid="EnforceOrg")
REFUSED = ReadFailed(
    "organizations:DescribeOrganization", f"account {ACCOUNT}", Cause.REFUSED, "not authorized"
)


def on_queue(condition: object) -> str:
    """A queue's policy with this condition."""
    return document(statement("sns.amazonaws.com", "sqs:SendMessage", QUEUE, condition))


ASKED = {
    "an Allow": path(topic=topic(document(statement(condition=IN)))),
    "a Deny": path(topic=topic(document(PUBLISHING, PERIMETER))),
    "the resource's": path(
        topic=topic(document(statement(condition={"StringEquals": {"aws:ResourceOrgID": OURS}})))
    ),
    "the paths": path(
        topic=topic(
            document(
                statement(condition={"ForAnyValue:StringLike": {"AWS:sourceorgpaths": f"{OURS}/*"}})
            )
        )
    ),
    "a key": key_path(document(key_statement(IN))),
    "a queue": with_subscriptions(to_queue(on_queue(IN))),
    "a queue's key": with_subscriptions(
        to_queue(
            queue_policy(),
            "k",
            key(document(key_statement(IN, service="sns.amazonaws.com"))),
        )
    ),
    "a function": with_subscriptions(
        to_function(
            document(statement("sns.amazonaws.com", "lambda:InvokeFunction", "*", IN, sid="sns"))
        )
    ),
}
NOT_ASKED = {
    "no such key": path(),
    "another key": path(
        topic=topic(document(statement(condition={"StringEquals": {"aws:PrincipalOrgID": OURS}})))
    ),
    "a Deny of something else": path(
        topic=topic(document(PUBLISHING, {**PERIMETER, "Action": "SNS:Subscribe"}))
    ),
    "beside an Allow that is enough": path(
        topic=topic(document(PUBLISHING, statement(condition=IN)))
    ),
    "another account's topic": path(
        topic=replace(topic(document(statement(condition=IN))), account=OTHER)
    ),
    "known": path(topic=replace(topic(document(statement(condition=IN))), organization=OURS)),
    "no topic": path(topic=NotFound(TOPIC)),
    "a key that was not read": path(topic=encrypted(), key=key(policies=REFUSED)),
}


@pytest.mark.parametrize("found", ASKED.values(), ids=list(ASKED))
def test_a_policy_turns_on_it(found: Path) -> None:
    assert turns_on_organization(found)


@pytest.mark.parametrize("found", NOT_ASKED.values(), ids=list(NOT_ASKED))
def test_no_policy_turns_on_it(found: Path) -> None:
    assert not turns_on_organization(found)


def told(*statements: dict[str, object], organization: Organization) -> Facts:
    return facts(topics={TOPIC: topic(document(*statements))}, organization=organization)


@pytest.mark.parametrize(
    ("organization", "verdict"),
    [
        (OURS, Status.AT_RISK),
        (OTHERS, Status.BROKEN),
        (NotFound(ACCOUNT), Status.BROKEN),
        (REFUSED, Status.UNKNOWN),
        (None, Status.UNKNOWN),
    ],
)
def test_the_verdict(organization: Organization, verdict: Status) -> None:
    for statements in ((PUBLISHING, PERIMETER), (statement(condition=IN),)):
        assert judge(told(*statements, organization=organization)).verdict is verdict


def test_where_it_was_refused_the_permission_is_named() -> None:
    [first, *_] = judge(told(PUBLISHING, PERIMETER, organization=REFUSED)).findings
    assert first.code == "topic.policy-undecidable"
    assert first.says.endswith(
        "The account's organisation, on which that turns, could not be read: AWS refused "
        'organizations:DescribeOrganization. Allow budget-check that action on "*", then check '
        "again."
    )
    assert "AWS said: not authorized." in first.evidence


def test_what_turns_on_something_else_says_nothing_of_it() -> None:
    other = statement(condition={"StringEquals": {"aws:UserAgent": "x"}})
    [first, *_] = judge(told(other, organization=REFUSED)).findings
    assert first.code == "topic.policy-undecidable"
    assert "organizations:" not in first.says


def test_an_endpoint_says_it_too() -> None:
    subscribed = topic(subscriptions=(to_queue(on_queue(IN)),))
    report = judge(facts(topics={TOPIC: subscribed}, organization=REFUSED))
    [unsure] = [f for f in report.findings if f.status is Status.UNKNOWN]
    assert unsure.code == "endpoint.policy-undecidable"
    assert "AWS refused organizations:DescribeOrganization" in unsure.says


def test_our_own_organisation_is_not_anybodys() -> None:
    """A topic for the whole organisation is not open to budgets of any account."""
    report = judge(told(statement(condition=IN), organization=OURS))
    assert "topic.no-source-condition" not in {finding.code for finding in report.findings}
