"""What the front door lets through."""

import subprocess
import sys

import pytest

from bot.core.alerts.signs import may_be_alert_post, mentions_failure
from tests.core.alerts.texts import Said, failure, slack

PHRASES = [
    failure(),
    slack(failure()),
    slack("\n".join(f"> {line}" for line in failure().replace(" ", "\n").split("\n"))),
    "*Unfortunately*, we are *unable to successfully publish to this SNS topic* at this time.",
    "• unable to\n• successfully publish to this\n• SNS topic",
    "UNABLE TO SUCCESSFULLY PUBLISH TO THIS SNS TOPIC",
    "unable to successfully&nbsp;publish to this SNS&amp;nbsp;topic",
    "We were unable to publish to your SNS topic",
]


@pytest.mark.parametrize("text", PHRASES, ids=range(len(PHRASES)))
def test_the_phrase_in_every_guise(text: str) -> None:
    assert mentions_failure(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I am unable to publish my article",
        "unable to successfully publish to this Slack channel; the SNS topic is fine",
        Said().body,
        "SNS Topic Verified!",
    ],
)
def test_other_texts(text: str) -> None:
    assert not mentions_failure(text)


def test_alert_posts() -> None:
    assert may_be_alert_post(("", "AWS Budgets: x has exceeded your alert threshold"))
    assert may_be_alert_post((Said().body,))
    assert not may_be_alert_post(())
    assert not may_be_alert_post(("The budget meeting is at ten",))
    assert not may_be_alert_post(("Alarm: CPU exceeded its threshold",))


def test_loads_nothing_of_the_rest() -> None:
    """A cold start of the front door pays for every import (docs/facts.md 8.3)."""
    script = (
        "import sys, bot.core.alerts.signs, bot.core.alerts.texts\n"
        "print(*sorted(m for m in sys.modules if m.startswith('bot.') or m == 'dataclasses'))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == [
        *("bot.core", "bot.core.alerts", "bot.core.alerts.signs", "bot.core.alerts.texts"),
    ]
