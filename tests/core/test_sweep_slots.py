"""A day of the schedule: each account is swept once in six hours, whatever happens to the ticks."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.sweep_slots import PERIOD, SLOT, SLOTS, slots_due, sweeps_due

START = datetime(2026, 11, 30, tzinfo=UTC)
DAY = timedelta(days=1) // SLOT
ACCOUNTS = [f"{n:012}" for n in range(1, 41)]


def test_the_first_time_everything_is_due_once() -> None:
    slots = slots_due(None, START)
    assert len(slots) == SLOTS == 360
    assert sorted(account for account, _ in sweeps_due(ACCOUNTS, slots)) == ACCOUNTS


def test_after_that_one_slot_a_minute_and_nothing_twice() -> None:
    last = slots_due(None, START)[-1]
    assert list(slots_due(last, START)) == []
    assert list(slots_due(last, START + SLOT)) == [last + 1]
    assert len(slots_due(last, START + 3 * PERIOD)) == SLOTS, "no account twice for a long outage"


def test_ten_thousand_accounts_are_spread_over_the_hours() -> None:
    accounts = [f"{n:012}" for n in range(10_000)]
    last = slots_due(None, START)[-1]
    each = Counter(
        minute
        for minute in range(1, SLOTS + 1)
        for _ in sweeps_due(accounts, range(last + minute, last + minute + 1))
    )
    assert sum(each.values()) == 10_000 and max(each.values()) < 60


@settings(deadline=None, max_examples=60)
@given(
    outages=st.lists(st.tuples(st.integers(0, DAY), st.integers(1, 500)), max_size=4),
    crashes=st.sets(st.integers(0, DAY), max_size=40),
    twice=st.sets(st.integers(0, DAY), max_size=40),
    joined=st.dictionaries(st.sampled_from(ACCOUNTS), st.integers(0, DAY), max_size=10),
    left=st.dictionaries(st.sampled_from(ACCOUNTS), st.integers(0, DAY), max_size=10),
)
def test_none_twice_and_none_forgotten(
    outages: list[tuple[int, int]],
    crashes: set[int],
    twice: set[int],
    joined: dict[str, int],
    left: dict[str, int],
) -> None:
    """Ticks that never come, that die before they note how far they came, that come twice."""
    silent = {minute for at, long in outages for minute in range(at, at + long)}
    begun: defaultdict[str, list[int]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    last: int | None = None
    for minute in range(DAY):
        if minute in silent:
            continue
        there = [one for one in ACCOUNTS if joined.get(one, 0) <= minute < left.get(one, DAY + 1)]
        for _ in range(2 if minute in twice else 1):
            slots = slots_due(last, START + minute * SLOT)
            for sweep in sweeps_due(there, slots):
                if sweep not in seen:  # what `Sweeps.begin` answers to the same id again
                    seen.add(sweep)
                    begun[sweep[0]].append(minute)
        if minute not in crashes and slots:
            last = slots[-1]
    heard = [minute for minute in range(DAY) if minute not in silent]
    for account in ACCOUNTS:
        start, end = joined.get(account, 0), left.get(account, DAY)
        for before, after in pairwise([start - 1, *begun[account], end]):
            ticks = sum(before < minute < after for minute in heard)
            assert ticks < SLOTS, f"{account}: six hours of ticks, and not swept"
        assert len(begun[account]) <= DAY // SLOTS + 1
