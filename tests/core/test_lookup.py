"""A lookup after each of its steps."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.core.lookup import MOST_FOUND, MOST_SILENT, LookedUp, Lookup, looked_at

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
BEGUN = Lookup("l1", "cost all", NOW, "T1", "U1", "C1", total=400)
NAMES = ("cost all", "cost\u00a0all", "Cost All", "tax")


@given(
    there=st.lists(st.lists(st.sampled_from(NAMES), max_size=2, unique=True), max_size=400),
    size=st.integers(1, 150),
)
def test_every_account_is_counted_once_whatever_the_steps(
    there: list[list[str]], size: int
) -> None:
    ids, lookup = [f"{n:012}" for n in range(len(there))], BEGUN
    for n in range(0, max(len(ids), 1), size):
        asked = ids[n : n + size]
        found = [LookedUp(id, id, name) for id in asked for name in there[int(id)]]
        silent = {id: f"{id} is silent" for id in asked if not there[int(id)]}
        lookup = looked_at(lookup, asked, found, silent, len(ids) - n - len(asked))
        assert lookup.over == (n + size >= len(ids))
    flat = [name for names in there for name in names]
    exact, alike = flat.count("cost all"), flat.count("cost\u00a0all")
    assert (lookup.exact, lookup.alike, lookup.looked) == (exact, alike, len(ids))
    assert lookup.silent == sum(not names for names in there)
    assert len(lookup.why) == min(lookup.silent, MOST_SILENT)
    kept = [one.budget for one in lookup.found]
    assert kept.count("cost all") == min(exact, MOST_FOUND)
    assert len(kept) == min(exact + alike, MOST_FOUND)
