"""A webhook of a chat service never confirms: no button that can never work is offered for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.findings import Hop, Report, Status
from bot.core.model.subscription import Subscription
from bot.core.report import judge
from tests.core.build import TOPIC, facts, subscription, topic

WEBHOOK = subscription("https", "https://hooks.slack.com/services/T0/B0/X", pending=True)
WORKFLOW = subscription("https", "https://prod-1.westeurope.logic.azure.com/x", pending=True)
MAIL = subscription(endpoint="new@example.com", pending=True)
LIVE = subscription(endpoint="live@example.com")
AGAIN = "send-confirmation-again"


def report(*subscriptions: Subscription) -> Report:
    return judge(facts(topics={TOPIC: topic(subscriptions=subscriptions)}))


@pytest.mark.parametrize(
    ("subscriptions", "verdict", "leads", "offered"),
    [
        ((WEBHOOK,), Status.BROKEN, "endpoint.webhook-cannot-confirm", False),
        ((WEBHOOK, WORKFLOW), Status.BROKEN, "endpoint.webhook-cannot-confirm", False),
        ((WEBHOOK, MAIL), Status.BROKEN, "subscription.all-pending", True),
        ((WEBHOOK, LIVE), Status.AT_RISK, "endpoint.webhook-cannot-confirm", False),
        ((WEBHOOK, MAIL, LIVE), Status.AT_RISK, "subscription.pending", True),
        (
            (replace(WEBHOOK, pending=False, arn=f"{TOPIC}:1"),),
            Status.UNKNOWN,
            "endpoint.webhook-unproven",
            False,
        ),
        ((replace(WORKFLOW, pending=False, arn=f"{TOPIC}:1"),), Status.OK, "", False),
    ],
)
def test_what_is_said_and_offered(
    subscriptions: tuple[Subscription, ...], verdict: Status, leads: str, offered: bool
) -> None:
    found = report(*subscriptions)
    assert found.verdict is verdict
    assert next((f.code for f in found.findings if f.status is not Status.OK), "") == leads
    assert (AGAIN in {fix.id for fix in found.fixes}) is offered


def test_a_topic_with_nothing_else_has_no_subscription_that_is_fine() -> None:
    [path] = report(WEBHOOK).paths
    hops = {hop.hop: hop for hop in path.hops}
    assert hops[Hop.SUBSCRIPTION].status is Status.BROKEN
    assert hops[Hop.SUBSCRIPTION].says == hops[Hop.ENDPOINT].says
