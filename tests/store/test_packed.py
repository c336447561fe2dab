"""Dataclasses in few bytes, which another version may not be able to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.findings import Status
from bot.core.listed_budget import ListedBudget
from bot.core.model.budget import Money, Spend
from bot.core.outage import Outage
from bot.core.root_cause import RootCause
from bot.core.tally import AccountTally, tally_of
from bot.store.packed import packed, shape, unpacked

times = st.datetimes(timezones=st.just(UTC))
money = st.none() | st.builds(
    Money, st.decimals(allow_nan=False).map(str), st.sampled_from(["USD"])
)
spends = st.builds(Spend, money, money, money, st.sampled_from(["", "MONTHLY"]))
causes = st.builds(RootCause, st.text(), st.text(), st.text(), st.text())
outages = st.builds(
    Outage, times, st.none() | times, st.lists(st.text()).map(tuple), complete=st.booleans()
)
listed = st.builds(
    ListedBudget,
    st.just("111111111111"),
    st.text(st.characters(codec=None), max_size=20),
    st.sampled_from(Status),
    st.text(),
    times,
    st.lists(st.text()).map(tuple),
    st.lists(st.text()).map(tuple),
    st.none() | spends,
    st.none() | causes,
    st.none() | outages,
)


@given(st.lists(listed, max_size=5))
def test_what_is_packed_comes_back_as_it_was(budgets: list[ListedBudget]) -> None:
    assert unpacked(ListedBudget, packed(budgets)) == tuple(budgets)
    tally = tally_of("111111111111", budgets)
    assert unpacked(AccountTally, packed([tally])) == (tally,)


def test_many_that_are_alike_take_a_fraction_of_their_text() -> None:
    topic = "arn:aws:sns:eu-west-1:111111111111:budget-alerts"
    at = datetime(2026, 11, 30, tzinfo=UTC)
    alike = [
        ListedBudget("111111111111", f"team-{n}", Status.OK, "", at, (topic,)) for n in range(1000)
    ]
    assert len(packed(alike)) < 20 * len(alike)


@dataclass(frozen=True, slots=True)
class Inner:
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Thing:
    name: str
    inner: tuple[Inner, ...]


@dataclass(frozen=True, slots=True)
class Renamed:
    title: str
    inner: tuple[Inner, ...]


@dataclass(frozen=True, slots=True)
class Single:
    name: str
    inner: Inner | None


@dataclass(frozen=True, slots=True)
class Longer:
    name: str
    inner: tuple[Inner, ...]
    more: bool = False


def test_the_shape_tells_each_other_dataclass() -> None:
    kinds = (Inner, Thing, Renamed, Single, Longer, ListedBudget, AccountTally)
    assert len({shape(one) for one in kinds}) == len(kinds)
    assert shape(Thing) == shape(Thing)


@pytest.mark.parametrize(
    "held", [b"", b"x", packed([Thing("a", (Inner(Decimal(1)),))]), packed([Inner(Decimal(1))])]
)
def test_what_cannot_be_read_is_nothing(held: bytes) -> None:
    assert unpacked(Longer, held) is None


def test_what_is_no_value_of_a_record_is_not_packed() -> None:
    with pytest.raises(TypeError, match="set is not packed"):
        packed([Thing("a", {1})])  # type: ignore[arg-type]
