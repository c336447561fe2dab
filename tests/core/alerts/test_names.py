"""Names of budgets in running text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.alerts.names import hits, written_in
from bot.core.names import flat

FOUND = {
    "cost is high": ("cost",),
    "the cost-ec2 is high": ("cost-ec2",),
    "my-cost, cost_2, costs, Cost, xcost": (),
    "cost.": ("cost",),
    "(cost)": ("cost",),
    '"cost"': ("cost",),
    "*cost*": ("cost",),
    "_cost_": ("cost",),
    "__cost": (),
    "_cost": (),
    "prod.cost": (),
    "cost.example": (),
    "cost/ec2": (),
    "cost/ ec2": ("cost",),
    "Test Budget": ("Test Budget",),
    "Test budget": ("Test",),
    "Test  Budget and cost": ("Test Budget", "cost"),
    "cost cost": ("cost", "cost"),
    "R&D": ("R&D",),
    "100%": ("100%",),
    "1100%": (),
    "予算 A": ("予算",),
    "予算管理": (),
}
NAMES = {"cost", "cost-ec2", "Test", "Test Budget", "R&D", "100%", "予算", ""}


@pytest.mark.parametrize("text", FOUND)
def test_whole_names_in_reading_order(text: str) -> None:
    assert tuple(hit.name for hit in hits(flat(text), NAMES)) == FOUND[text]


def test_white_space_is_one_space() -> None:
    assert [hit.name for hit in hits(flat("a  b\n c"), {"a b  c"})] == ["a b  c"]
    assert [hit.name for hit in hits(flat("a\u00a0b\u200b c"), {"a b c"})] == ["a b c"]


def test_names_that_read_alike_stand_at_one_place() -> None:
    names = {"cost all", "cost\u00a0all", "cost"}
    found = [hit.name for hit in hits(flat("see cost\u00a0all"), names)]
    assert found == ["cost all", "cost\u00a0all"]
    assert written_in("see cost\u00a0all", found) == ("cost\u00a0all",)
    assert written_in("see cost  all", found) == ("cost all", "cost\u00a0all")


@given(st.text(max_size=200), st.sets(st.text(min_size=1, max_size=6), max_size=8))
def test_hits_do_not_overlap_and_read_as_the_name(text: str, names: set[str]) -> None:
    told = flat(text)
    found = hits(told, names)
    assert all(told[hit.start : hit.end] == flat(hit.name) for hit in found)
    for a, b in pairwise(found):
        assert a.end <= b.start or (a.name != b.name and flat(a.name) == flat(b.name))


@given(st.sets(st.from_regex(r"[a-z]{1,4}(-[a-z]{1,4}){0,2}", fullmatch=True), min_size=1))
def test_every_name_is_found_among_commas(names: set[str]) -> None:
    listed = sorted(names)
    assert [hit.name for hit in hits(", ".join(listed), names)] == listed
