"""Time grows with the size of a text, whatever the text: anybody may write one.

Each is read at the size of SNS's largest message, and at a quarter of it: a quadratic reader would
take sixteen times as long.
"""

from collections.abc import Callable
from contextlib import suppress
from time import process_time

import pytest

from bot.core.alerts.amounts import read_amount, read_threshold
from bot.core.alerts.failure import failure_of
from bot.core.alerts.mails import failures_of, without_mails
from bot.core.alerts.parse import LARGEST, parse
from bot.core.alerts.posts import budgets_announced
from bot.core.alerts.signs import mentions_failure
from bot.core.ask import parse as understood
from bot.core.names import flat, shown, trimmed
from bot.errors import UsageError
from tests.core.alerts.texts import Said, failure, slack

UNITS = [
    *(" ", "\t", "\n", "\r\n", "<", "> ", "*", "_", "|", "<http://", "<mailto:a|", "&gt;", "&amp;"),
    *("Budget Name:", "Budget Name\n", "Budget Name\t", " Budget Type: ", "AWS Budgets: ", "a "),
    *("AWS Account ", "AWS Budget Notification a ", "status of your ", "associated with your x "),
    *("https://a.", "https://a.console.", "for the current ", "1,000", "arn:aws:sns:a:", "budget "),
    *("You requested that we notify you ", "status of your <a> budget on the following SNS topic "),
    *("unable to publish to your SNS topic ", "unable to successfully publish to this SNS topic\n"),
    *("arn:aws:sns:a:111122223333:b ", "<arn:a ", "From: ", "anomaly ", "AWS Budgets ", "\u200b"),
    *("\u00a0", "\u00a0a", "account:", "1,000 ", "1 234'", "&amp;nbsp;", "to check the status "),
    *('{"a":', "unable to publish ", "Budget Name: x alert\n", "harbour-lights ", "exceeded "),
]
NAMES = frozenset({"harbour-lights", "a", "x", *(f"budget-{n}" for n in range(200))})


def everything(text: str) -> None:
    parse(text, text)
    mentions_failure(text)
    failure_of(f"{text} unable to successfully publish to this SNS topic")
    failure_of(f"unable to successfully publish to this SNS topic {text}")
    budgets_announced((f"{text} budget alert exceeded",), NAMES)
    failures_of(text)
    failures_of(f"{text} unable to successfully publish to this SNS topic {text[:100]}")
    without_mails(f"{text} unable to successfully publish to this SNS topic")
    flat(text)
    trimmed(text)
    shown(text)
    read_amount(text[:80])
    read_threshold(text)
    with suppress(UsageError):
        understood(text)


def seconds(work: Callable[[str], None], text: str) -> float:
    start = process_time()
    work(text)
    return process_time() - start


@pytest.mark.parametrize("unit", [*UNITS, Said().body, slack(failure())], ids=repr)
def test_is_linear(unit: str) -> None:
    whole = (unit * (LARGEST // len(unit) + 1))[:LARGEST]
    # A quarter is four times faster. What else a machine does may stretch that once, not each time.
    assert any(_grows_little(whole) for _ in range(10))


def _grows_little(whole: str) -> bool:
    small = seconds(everything, whole[: LARGEST // 4])
    return seconds(everything, whole) < max(0.5, small * 10)  # short times say nothing
