"""Routes: the first rule that fits a budget says which channel hears of it."""

from __future__ import annotations

import pytest

from bot.core.routes import (
    BudgetTag,
    Destination,
    RouteError,
    asks_for_names,
    route,
    routes_of,
    tag_keys,
    wanted,
)

TEXT = "name:cost-* -> C0COST S0COST; tag:team=data* -> C0DATA\n\n account:prod->G0PROD;"


@pytest.mark.parametrize(
    ("budget", "tags", "account", "to"),
    [
        ("cost-ec2", (), ("1",), Destination("C0COST", "S0COST")),
        ("cost-ec2", (BudgetTag("team", "data"),), ("1",), Destination("C0COST", "S0COST")),
        ("my-cost-ec2", (), ("1",), None),
        ("Cost-ec2", (), ("1",), None),
        ("tax", (BudgetTag("team", "data-lake"),), ("1",), Destination("C0DATA")),
        ("tax", (BudgetTag("team", "web"),), ("1",), None),
        ("tax", (BudgetTag("team"),), ("1",), None),
        ("tax", (), ("111111111111", "prod"), Destination("G0PROD")),
        ("tax", (), ("111111111111", "prod-2"), None),
    ],
)
def test_the_first_rule_that_fits_wins(
    budget: str, tags: tuple[BudgetTag, ...], account: tuple[str, ...], to: Destination | None
) -> None:
    assert route(routes_of(TEXT), budget, tags, account) == to


@pytest.mark.parametrize(
    ("pattern", "name", "fits"),
    [
        ("a?c", "abc", True),
        ("a?c", "ac", False),
        ("a.c", "abc", False),
        ("a[b]c", "a[b]c", True),
        ("*", "全サービス 月額コスト（本番）", True),
        ("**b", "aab", True),
        ("all services *", "all services prod", True),
    ],
)
def test_a_pattern_knows_two_signs(pattern: str, name: str, *, fits: bool) -> None:
    found = route(routes_of(f"name:{pattern} -> C01"), name, (), ())
    assert (found is not None) is fits


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name:cost-*", "rule 1, 'name:cost-*': say what fits and where it goes"),
        ("name:a -> C01; team:data -> C02", "rule 2, 'team:data -> C02': begin with name:"),
        ("name: -> C01", "rule 1, 'name: -> C01': say what to look for"),
        ("tag:team -> C01", "rule 1, 'tag:team -> C01': write a tag as key=value"),
        ("tag:=x -> C01", "write a tag as key=value"),
        ("name:a -> #finops", "rule 1, 'name:a -> #finops': after -> give a channel's id"),
        ("name:a -> C01 U02", "after -> give a channel's id"),
        ("name:a -> C01 S02 S03", "after -> give a channel's id"),
        ("name:a ->", "after -> give a channel's id"),
    ],
)
def test_a_wrong_rule_is_named_with_its_place(text: str, says: str) -> None:
    with pytest.raises(RouteError) as raised:
        routes_of(text)
    assert says in str(raised.value)


def test_what_has_to_be_read_is_what_the_rules_ask_for() -> None:
    assert tag_keys(routes_of("tag:a=1 -> C01; tag:b=* -> C01; tag:a=2 -> C02")) == ("a", "b")
    assert tag_keys(routes_of("name:a -> C01")) == ()
    found = wanted(("team", "env"), [("team", "data"), ("other", "x")])
    assert found == (BudgetTag("team", "data"), BudgetTag("env"))
    assert asks_for_names(routes_of("account:prod -> C01"))
    assert not asks_for_names(routes_of("account:111111111111 -> C01"))
