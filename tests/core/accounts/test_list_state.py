"""When an organisation is listed again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.accounts.list_state import (
    AT_LEAST,
    EVERY,
    LOST_AFTER,
    ListState,
    Unlisted,
    is_due,
    is_running,
)

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DONE = ListState("o-1", "r1", 1, NOW, began=NOW)
RUNNING = ListState("o-1", run="r2", began=NOW)
FAILED = ListState("o-1", "r1", 1, NOW, began=NOW, unlisted=Unlisted("r2", "no"))


@pytest.mark.parametrize(
    ("state", "after", "changed", "due"),
    [
        (None, timedelta(), None, True),
        (ListState("o-1"), timedelta(), None, True),
        (DONE, EVERY - MINUTE, None, False),
        (DONE, EVERY, None, True),
        (DONE, MINUTE, MINUTE, False),
        (DONE, AT_LEAST, MINUTE, True),
        (DONE, AT_LEAST, -MINUTE, False),
        (RUNNING, LOST_AFTER - MINUTE, None, False),
        (RUNNING, LOST_AFTER - MINUTE, MINUTE, False),
        (RUNNING, LOST_AFTER, None, True),
        (FAILED, AT_LEAST - MINUTE, None, False),
        (FAILED, AT_LEAST, None, True),
    ],
)
def test_when_it_is_due(
    state: ListState | None, after: timedelta, changed: timedelta | None, due: bool
) -> None:
    at = None if changed is None else NOW + changed
    assert is_due(state, at, NOW + after) is due


def test_only_what_has_a_run_is_running() -> None:
    assert is_running(RUNNING, NOW + MINUTE)
    assert not is_running(DONE, NOW + MINUTE) and not is_running(RUNNING, NOW + LOST_AFTER)
