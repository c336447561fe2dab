"""The words that the terminal, Slack and tickets share."""

import pytest

from bot.core.texts.report import notification_title
from tests.core.build import notification


@pytest.mark.parametrize(
    ("threshold", "type", "title"),
    [
        (80.0, "PERCENTAGE", "actual > 80 %"),
        (0.1, "ABSOLUTE_VALUE", "actual > 0.1"),
        (99.5, "ABSOLUTE_VALUE", "actual > 99.5"),
        (150_000.0, "ABSOLUTE_VALUE", "actual > 150000"),
        # A budget in yen: no digit of it may be lost.
        (1_234_567.0, "ABSOLUTE_VALUE", "actual > 1234567"),
        (1_500_000_000.0, "ABSOLUTE_VALUE", "actual > 1500000000"),
    ],
)
def test_a_notification_is_told_by_its_whole_threshold(
    threshold: float, type: str, title: str
) -> None:
    assert notification_title(notification(threshold=threshold, threshold_type=type)) == title
