"""On a shared topic: what names AWS Budgets must be shown, what does not is left alone."""

from __future__ import annotations

import pytest

from bot.core.alerts.message import Other
from bot.core.alerts.publisher import from_budgets


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("AWS Budgets: something new about taxes", "a form that nobody knows"),
        ("", "AWS Budget Notification\nin another form"),
        ("", "BUDGET NAME - taxes"),
        ("", '{"budgetName": "taxes", "new": true}'),
    ],
)
def test_an_unknown_form_of_aws_budgets_is_its(subject: str, text: str) -> None:
    assert from_budgets(Other(subject, text))


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("", ""),
        ('ALARM: "cpu" in EU (Ireland)', '{"AlarmName": "cpu", "NewStateValue": "ALARM"}'),
        ("Deployment", "the budget of time is spent"),
        ("", '{"source": "aws.ec2", "detail-type": "EC2 Instance State-change Notification"}'),
    ],
)
def test_what_others_publish_is_not(subject: str, text: str) -> None:
    assert not from_budgets(Other(subject, text))
