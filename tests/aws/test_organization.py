"""The account's organisation: read where a policy turns on it, and nowhere else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.aws.clients import Aws
from bot.aws.sweep import sweep
from bot.core.findings import Report
from bot.core.model.path import Facts
from bot.core.model.read import Cause, NotFound, ReadFailed
from bot.core.report import judge
from playground.scenarios.policies import BUDGETS, BUDGETS_ON_KEY, OWNER, ROOT, outsiders_denied
from tests.aws.conftest import QUICK
from tests.aws.world import NOW, TOPIC, OpenAws, World, allow, check, deny
from tests.conftest import ACCOUNT

OURS = "o-abcd1234ef"
ASKED = "organizations DescribeOrganization"
RIGHT = "organizations:DescribeOrganization"


def _document(*statements: Any) -> str:
    text = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
    return text.replace("TOPIC_ARN", TOPIC).replace("KEY_OWNER", ACCOUNT)


def _on_topic(world: World, *statements: Any) -> None:
    _mailed(world, world.topic(Policy=_document(OWNER, *statements)))
    world.aws.control.forget_calls()


def _mailed(world: World, topic: str) -> None:
    world.subscribe(topic, "email", "ops@example.com")
    world.aws.control.confirm(topic, "ops@example.com")
    world.budget(topic)


def _judged(facts: Facts) -> tuple[str, list[str]]:
    report: Report = judge(facts)
    return report.verdict.value, [f.code for f in report.findings if f.status != "OK"]


@pytest.fixture
def fenced(world: World) -> None:
    """A topic that keeps every other organisation out."""
    _on_topic(world, BUDGETS, outsiders_denied(OURS))


@pytest.mark.usefixtures("fenced")
@pytest.mark.parametrize(
    ("organization", "verdict", "codes"),
    [
        (OURS, "AT_RISK", ["topic.organization-unproven"]),
        ("o-zzzz9876yx", "BROKEN", ["topic.policy-denies"]),
        ("", "BROKEN", ["topic.policy-denies"]),
    ],
)
def test_a_deny_for_others(
    world: World, aws: Aws, organization: str, verdict: str, codes: list[str]
) -> None:
    world.aws.control.set_organization(ACCOUNT, organization)
    facts = check(aws)
    assert facts.organization == organization or isinstance(facts.organization, NotFound)
    assert _judged(facts) == (verdict, codes)
    assert world.calls().count(ASKED) == 1


@pytest.mark.usefixtures("fenced")
def test_a_caller_without_the_right(world: World, open_aws: OpenAws) -> None:
    world.aws.control.set_organization(ACCOUNT, OURS)
    facts = check(open_aws.as_role(world, allow("*"), deny(RIGHT)))
    assert isinstance(facts.organization, ReadFailed)
    assert (facts.organization.action, facts.organization.cause) == (RIGHT, Cause.REFUSED)
    assert _judged(facts) == ("UNKNOWN", ["topic.policy-undecidable"])
    says = judge(facts).findings[0].says
    assert "turns on aws:SourceOrgID" in says
    assert f'AWS refused {RIGHT}. Allow budget-check that action on "*", then check again.' in says


@pytest.mark.usefixtures("fenced")
def test_an_answer_that_does_not_come(world: World, open_aws: OpenAws) -> None:
    world.aws.fault("organizations", code="ThrottlingException", message="Rate exceeded")
    facts = check(open_aws(config=QUICK))
    assert isinstance(facts.organization, ReadFailed)
    assert facts.organization.cause is Cause.THROTTLED
    finding = judge(facts).findings[0]
    assert f"AWS throttled {RIGHT} on account {ACCOUNT}" in finding.says
    assert "AWS said: Rate exceeded." in finding.evidence


def test_nothing_that_turns_on_it_asks_for_it(world: World, aws: Aws) -> None:
    _on_topic(world, BUDGETS)
    facts = check(aws)
    assert facts.organization is None
    assert ASKED not in world.calls()


def test_a_statement_that_settles_nothing_does_not_ask(world: World, aws: Aws) -> None:
    """It tests the organisation, and the answer is the same whatever that is."""
    _on_topic(world, BUDGETS, {**outsiders_denied(OURS), "Action": "SNS:Subscribe"})
    assert _judged(check(aws)) == ("OK", [])
    assert ASKED not in world.calls()


def test_a_key_that_turns_on_it(world: World, aws: Aws) -> None:
    world.aws.control.set_organization(ACCOUNT, OURS)
    condition = {"StringEquals": {"aws:SourceOrgID": OURS}}
    key = world.key()
    allowing = {**BUDGETS_ON_KEY, "Condition": condition}
    world.aws.control.put_key_policy(key, _document(ROOT, allowing))
    _mailed(world, world.topic(Policy=_document(OWNER, BUDGETS), KmsMasterKeyId=key))
    assert _judged(check(aws)) == ("AT_RISK", ["key.organization-unproven"])
    world.aws.control.set_organization(ACCOUNT, "o-zzzz9876yx")
    assert _judged(check(aws)) == ("BROKEN", ["key.policy-near-miss"])


def test_a_queue_that_turns_on_it(world: World, aws: Aws) -> None:
    world.aws.control.set_organization(ACCOUNT, OURS)
    allowing = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": "*",
        "Condition": {"StringEquals": {"aws:SourceOrgID": OURS}},
    }
    topic = world.topic(Policy=_document(OWNER, BUDGETS))
    world.subscribe(topic, "sqs", world.queue(Policy=_document(allowing)))
    world.budget(topic)
    assert _judged(check(aws)) == ("OK", [])
    world.aws.control.set_organization(ACCOUNT, "")
    assert _judged(check(aws)) == ("BROKEN", ["endpoint.queue-policy"])


def test_a_unit_of_the_organisation_is_not_known(world: World, aws: Aws) -> None:
    unit = {"ForAnyValue:StringLike": {"aws:SourceOrgPaths": f"{OURS}/r-ab12/*"}}
    _on_topic(world, {**BUDGETS, "Condition": unit})
    assert _judged(check(aws)) == ("BROKEN", ["topic.policy-near-miss"])  # in none: no such key
    world.aws.control.set_organization(ACCOUNT, OURS)
    assert _judged(check(aws)) == ("UNKNOWN", ["topic.policy-undecidable"])


def test_a_sweep_asks_once(world: World, aws: Aws) -> None:
    world.aws.control.set_organization(ACCOUNT, OURS)
    _on_topic(world, BUDGETS, outsiders_denied(OURS))
    for name in ("one", "two"):
        world.budget(TOPIC, name=name)
    world.aws.control.forget_calls()
    page = sweep(aws, ACCOUNT, NOW)
    assert [judge(one.facts).verdict for one in page.budgets] == ["AT_RISK"] * 3
    assert world.calls().count(ASKED) == 1
