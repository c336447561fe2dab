import pytest

from bot.core.arns import Arn, is_topic_arn, parse_arn
from tests.core.build import BUDGET_ARN, KEY, REGION, TOPIC


def test_the_parts() -> None:
    assert parse_arn(TOPIC) == Arn("aws", "sns", REGION, "111111111111", "dev_cost_alert_topic")
    assert parse_arn("arn:aws:budgets::111111111111:budget/a") == Arn(
        "aws", "budgets", "", "111111111111", "budget/a"
    )


@pytest.mark.parametrize("text", ["", "arn", "arn:aws:sns", "x:aws:sns:r:1:t", "arn:aws:sns:r:1:"])
def test_what_is_no_arn(text: str) -> None:
    assert parse_arn(text) is None
    assert not is_topic_arn(text)


def test_topics() -> None:
    assert is_topic_arn(TOPIC)
    assert is_topic_arn("arn:aws-cn:sns:cn-north-1:111111111111:t.fifo")
    assert is_topic_arn(f"arn:aws:sns:{REGION}:111111111111:{'n' * 256}")


@pytest.mark.parametrize(
    "text",
    [
        KEY,
        BUDGET_ARN,
        f"{TOPIC}:subscription",
        "arn:aws:sns::111111111111:t",
        f"arn:aws:sns:{REGION}:1:t",
        f"arn:aws:sns:{REGION}:١١١١١١١١١١١١:t",
        f"{TOPIC} ",
        f"{TOPIC}\n",
        f"{TOPIC}.other",
        f"{TOPIC}/x",
        f"arn:aws:sns:{REGION}:111111111111:{'n' * 257}",
    ],
)
def test_what_can_be_no_topic(text: str) -> None:
    assert not is_topic_arn(text)
