"""Every scenario's budget is overspent: did the alert pass, and did the check foresee it?"""

from collections.abc import Mapping

import pytest

from bot.core.findings import Hop, Report, Status
from playground.aws.control import Delivery
from playground.aws.process import Running
from playground.scenarios.catalog import find, names, scenarios
from playground.scenarios.model import Scenario
from playground.scenarios.policies import ACCOUNT

each = pytest.mark.parametrize("scenario", scenarios(), ids=names())
REACHABLE = {Status.OK, Status.AT_RISK}
# Behind the chat service's one address SNS sees no channel: it calls these delivered.
UNSEEN = {"endpoint.chatbot-no-channel", "endpoint.chatbot-disabled"}


@each
def test_the_alert_meets_the_fate_that_the_scenario_tells(
    scenario: Scenario, deliveries: Mapping[str, list[Delivery]]
) -> None:
    topic = scenario.alerts[0].topic if scenario.alerts else None
    fates = {d.outcome for d in deliveries[scenario.name] if d.subscriber == topic}
    assert fates == ({scenario.expected.judge} if scenario.expected.judge else set())


@each
def test_the_check_never_contradicts_the_judge(
    scenario: Scenario, reports: Mapping[str, Report], deliveries: Mapping[str, list[Delivery]]
) -> None:
    for delivery in deliveries[scenario.name]:
        for path in reports[scenario.name].paths:
            if path.topic != delivery.subscriber:
                continue
            if delivery.outcome == "refused":
                assert path.verdict not in REACHABLE, delivery.why
            if delivery.outcome == "delivers":
                series = [h for h in path.hops if h.hop in (Hop.TOPIC, Hop.KEY)]
                assert [h for h in series if h.status is Status.BROKEN] == []


@each
def test_somebody_is_told_if_and_only_if_the_verdict_says_so(
    scenario: Scenario,
    world: Running,
    reports: Mapping[str, Report],
    deliveries: Mapping[str, list[Delivery]],
) -> None:
    passed = {d.subscriber for d in deliveries[scenario.name] if d.outcome == "delivers"}
    for path in reports[scenario.name].paths:
        if path.topic not in passed or UNSEEN & {finding.code for finding in path.findings}:
            continue
        told = {message.outcome for message in world.control.messages(path.topic)}
        if path.verdict in REACHABLE:
            assert "delivered" in told
        if path.verdict is Status.BROKEN:
            assert "delivered" not in told


def test_the_mail_that_starts_it_all(
    world: Running, deliveries: Mapping[str, list[Delivery]]
) -> None:
    assert deliveries["aws-managed-key"]
    [mail] = [m for m in world.control.mails(ACCOUNT) if m.to == "account contact"]
    assert "cost-all-services-manage" in mail.body
    assert find("aws-managed-key").topics[0].arn in mail.body


def test_a_linked_topic_may_say_so(world: Running) -> None:
    subjects = [m.subject for m in world.control.messages(find("customer-key").topics[0].arn)]
    assert subjects[0] == "SNS Topic Verified!"
