"""When a snooze ends, and which cause it is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.root_cause import RootCause
from bot.core.snooze import LONGEST, SPANS, causes_of, end_of

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("span", SPANS)
def test_a_span_begins_now(span: str) -> None:
    assert end_of(span, 0, NOW) == NOW + SPANS[span]


def test_a_moment_counts_instead() -> None:
    there = NOW + timedelta(days=30)
    assert end_of("hour", int(there.timestamp()), NOW) == there


@pytest.mark.parametrize("away", [timedelta(), timedelta(seconds=-1), LONGEST + timedelta(1)])
def test_what_has_passed_or_is_too_far_is_no_end(away: timedelta) -> None:
    assert end_of("hour", int((NOW + away).timestamp()), NOW) is None


def test_a_span_that_is_none_is_no_end() -> None:
    assert end_of("", 0, NOW) is None


def test_each_cause_has_its_own_id() -> None:
    cause = RootCause("key.disabled", "arn:key", "arn:topic", "enable-key")
    own, shared = causes_of("1", "tax", cause)
    assert own.id != shared.id and own.budget == "tax" and shared.budget == ""
    assert causes_of("1", "tax", RootCause("key.disabled", "arn:key"))[0].id == own.id
    assert len({c.id for c in (*causes_of("1", "a\nb", cause), *causes_of("2", "a", cause))}) == 4


def test_a_fault_of_the_budget_itself_is_snoozed_for_that_alone() -> None:
    assert [one.budget for one in causes_of("1", "tax", RootCause("budget.unhealthy"))] == ["tax"]
