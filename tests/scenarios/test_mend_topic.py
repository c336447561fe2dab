"""What is offered for a topic, written at the embedded AWS: the bot and the judge agree afterwards.

Whoever is said to be mended gets through, and what he has to say arrives; nobody else is worse off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import boto3
import pytest

from bot.aws.apply import ONCE, AwsWriter
from bot.aws.clients import Aws
from bot.aws.senders import all_readers
from bot.aws.topic_senders import read_topic
from bot.core.findings import Status
from bot.core.fixes import FixSubject, plan
from bot.core.model.path import Path
from bot.core.model.topic_facts import TopicFacts
from bot.core.plan import Plan
from bot.core.topic_report import SenderVerdict, judge_topic
from playground.scenarios.catalog import scenarios
from playground.scenarios.load import seed
from playground.scenarios.model import Scenario
from playground.scenarios.policies import ACCOUNT
from tests.conftest import EmbeddedAws
from tests.scenarios.conftest import OVERSPENT
from tests.scenarios.writes import carry_out

OFFERED = {
    "alarm-aws-managed-key": {"move-to-new-key"},
    "alarm-root-only-key": {"allow-on-key"},
    "alarm-topic-policy-missing": {"allow-on-topic"},
    "anomaly-key-silent": {"allow-on-key"},
    "config-encrypted-topic": set[str](),
    "elasticache-source-account": {"allow-on-topic"},
    "rds-no-permission": {"allow-on-topic"},
    "rule-conditioned-key": {"allow-on-key"},
    "rule-plain-key": set[str](),
    "rule-target-role": set[str](),
    "shared-topic": set[str](),
    "trail-key-without-decrypt": {"allow-on-key"},
}
"""What helps in each scenario; nothing lets AWS Config publish to an encrypted topic."""
BY_SOMEBODY_ELSE = {"sessions", "databases"}
"""Let in by the change, and still inactive until somebody switches them on again in their service
(docs/facts.md 13.2)."""
SHARED = {one.name: one for one in scenarios() if one.senders}
SETTINGS = tuple(one.sender.setting for one in all_readers())


def facts_of(aws: Aws, scenario: Scenario) -> TopicFacts:
    return read_topic(aws, ACCOUNT, scenario.topics[0].arn, datetime.now(UTC), SETTINGS)


def planned(facts: TopicFacts, fix: str) -> Plan:
    """For the first whom it serves, with all the others that it lets in."""
    served = next(one for one in judge_topic(facts).senders if fix in of(one))
    made = plan(
        fix,
        FixSubject(
            path_of(facts, served),
            others=facts.paths_beside(served.sender, served.name),
            change_id="c-1",
        ),
    )
    assert isinstance(made, Plan), made
    return made


def of(one: SenderVerdict) -> set[str]:
    return {fix.id for fix in one.report.fixes}


def path_of(facts: TopicFacts, one: SenderVerdict) -> Path:
    mine = (
        each for each in facts.facts() if (each.sender.id, each.name) == (one.sender.id, one.name)
    )
    return next(path for each in mine for path in each.paths())


def verdicts(facts: TopicFacts) -> dict[str, Status]:
    return {one.name: one.verdict for one in judge_topic(facts).senders}


def delivered(aws: EmbeddedAws, scenario: Scenario) -> Iterator[str]:
    """The names of those of whom a message arrives, each made to publish now."""
    topic = scenario.topics[0].arn
    aws.control.begin_period(ACCOUNT, scenario.budget)
    before = len(aws.control.messages(topic))
    aws.control.set_spend(ACCOUNT, scenario.budget, OVERSPENT)
    if len(aws.control.messages(topic)) > before:
        yield scenario.budget
    for one in scenario.senders:
        before = len(aws.control.messages(topic))
        aws.control.speak(one.sender, ACCOUNT, one.name)
        if len(aws.control.messages(topic)) > before:
            yield one.name


def test_every_scenario_with_other_senders_is_here() -> None:
    assert OFFERED.keys() == SHARED.keys()


@pytest.mark.parametrize("name", OFFERED)
def test_who_is_said_to_be_mended_gets_through(
    embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    scenario = SHARED[name]
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    seed(embedded_aws.url, [name])
    session = boto3.Session(ACCOUNT, "test", region_name="us-east-1")
    with Aws(session) as reading, Aws(session, config=ONCE) as writing:
        before = facts_of(reading, scenario)
        assert {fix.id for fix in judge_topic(before).fixes} == OFFERED[name]
        for fix in OFFERED[name]:
            carry_out(AwsWriter(reading, writing), planned(before, fix))
        after = replace(facts_of(reading, scenario), changed=datetime.now(UTC))
    was, now = verdicts(before), verdicts(after)
    assert {one for one in now if now[one].rank > was[one].rank} == set()
    through = {one for one, status in now.items() if status in {Status.OK, Status.AT_RISK}}
    foreseen = {p.name: p.outcome for p in embedded_aws.control.senders(scenario.topics[0].arn)}
    assert through <= {scenario.budget} | {o for o in foreseen if foreseen[o] == "delivers"}
    assert set(delivered(embedded_aws, scenario)) >= through
    helped = {one for one in was if OFFERED[name] and was[one] is Status.BROKEN}
    assert helped <= through | BY_SOMEBODY_ELSE
    assert all(foreseen[one] == "delivers" for one in helped - {scenario.budget})
