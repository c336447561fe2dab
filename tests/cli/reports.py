"""Reports as literals, to see how they are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.core.findings import Finding, FixOffer, Hop, HopReport, PathReport, Report, Status
from bot.core.model.budget import Notification

TOPIC = "arn:aws:sns:ap-northeast-1:111111111111:alert_topic_manage"
KEY = "alias/aws/sns"
ACTUAL = Notification("ACTUAL", "GREATER_THAN", 80.0, "PERCENTAGE", "OK")

MANAGED_KEY = Finding(
    hop=Hop.KEY,
    code="key.aws-managed",
    status=Status.BROKEN,
    resource=KEY,
    says="The topic is encrypted with the key that AWS manages. AWS Budgets may not use it.",
    evidence=("Its policy cannot be edited.",),
    fixes=("move-to-new-key",),
)
POLICY_ALLOWS = Finding(
    hop=Hop.TOPIC,
    code="topic.policy-allows",
    status=Status.OK,
    resource=TOPIC,
    says='Statement 2 ("AWSBudgets") lets AWS Budgets publish.',
)
HOPS = (
    HopReport(Hop.BUDGET, Status.OK, "cost-all-services-manage", "The budget is healthy."),
    HopReport(Hop.TOPIC, Status.OK, TOPIC, POLICY_ALLOWS.says),
    HopReport(Hop.KEY, Status.BROKEN, KEY, MANAGED_KEY.says),
)
PATH = PathReport(ACTUAL, TOPIC, Status.BROKEN, HOPS, (MANAGED_KEY, POLICY_ALLOWS))
FORECAST = replace(PATH, notification=replace(ACTUAL, type="FORECASTED", threshold=100.0))

BROKEN = Report(
    budget="cost-all-services-manage",
    account="111111111111",
    checked_at=datetime(2026, 11, 23, 9, 30, 0, tzinfo=UTC),
    verdict=Status.BROKEN,
    paths=(PATH, FORECAST),
    findings=(MANAGED_KEY, POLICY_ALLOWS),
    fixes=(
        FixOffer(
            "move-to-new-key",
            "Move the topic to a new customer managed key",
            "Use a new key (USD 1/month)",
        ),
    ),
)
HEALTHY = replace(
    BROKEN,
    budget="cost-all-services-dev",
    verdict=Status.OK,
    paths=(replace(PATH, verdict=Status.OK, hops=HOPS[:2], findings=(POLICY_ALLOWS,)),),
    findings=(POLICY_ALLOWS,),
    fixes=(),
)
