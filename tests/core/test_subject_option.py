"""What somebody asks for instead of a budget."""

from __future__ import annotations

import pytest

from bot.core.senders import read_beside_budgets
from bot.core.subject_option import options, subject_option
from bot.errors import UsageError


@pytest.mark.parametrize(
    ("text", "sender", "name"),
    [
        ("topic:alerts", "", "alerts"),
        ("topic:arn:aws:sns:us-east-1:1:a", "", "arn:aws:sns:us-east-1:1:a"),
        (" Topic: alerts ", "", "alerts"),
        ("alarm:cpu high: 90 %", "cloudwatch-alarms", "cpu high: 90 %"),
        ("rule:orders/late", "eventbridge-rules", "orders/late"),
        ("trail:all", "cloudtrail", "all"),
        ("anomaly:a", "cost-anomaly", "a"),
        ("config:", "config", ""),
        ("config:default", "config", "default"),
    ],
)
def test_a_word_and_a_name(text: str, sender: str, name: str) -> None:
    found = subject_option(text)
    assert found
    assert (found.sender.id if found.sender else "", found.name) == (sender, name)


@pytest.mark.parametrize("text", ["alerts", "topic", "config", "budget:x", ":x", "", "sns:alerts"])
def test_a_budget_s_name(text: str) -> None:
    assert subject_option(text) is None


@pytest.mark.parametrize("text", ["topic:", "alarm: ", "trail:\u200b"])
def test_a_word_alone(text: str) -> None:
    with pytest.raises(UsageError, match="needs the name or the ARN"):
        subject_option(text)


def test_every_sender_has_its_word() -> None:
    assert options()[0] == "topic"
    assert len(options()) == len(read_beside_budgets()) + 1
    assert "" not in options()
