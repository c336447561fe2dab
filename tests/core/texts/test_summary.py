"""Every code that can lead a report has words."""

from __future__ import annotations

import pytest

from bot.core.checks import all_checks
from bot.core.findings import Status
from bot.core.senders import BUDGETS
from bot.core.texts.summary import summary

LEADING = sorted(
    code
    for check in all_checks()
    for code, status in check.codes.items()
    if status is not Status.OK
)


@pytest.mark.parametrize("code", LEADING)
def test_every_code_that_may_lead_has_words(code: str) -> None:
    assert summary(code, BUDGETS) != code and " " in summary(code, BUDGETS)
    assert summary(code, BUDGETS)[-1].isalnum() and len(summary(code, BUDGETS)) < 100


def test_a_code_of_another_version_stands_for_itself() -> None:
    assert summary("key.on-the-moon", BUDGETS) == "key.on-the-moon"
