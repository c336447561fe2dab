"""The figures of accounts, and the one order of their causes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.core.findings import Status
from bot.core.listed_budget import ListedBudget, stands_as
from bot.core.model.budget import Money, Spend
from bot.core.root_cause import RootCause
from bot.core.tally import (
    AccountTally,
    UnitCount,
    VerdictCount,
    cause_tallies,
    in_order,
    tally_of,
    unit_of,
    verdicts_of,
)

NOW = datetime(2026, 11, 30, tzinfo=UTC)
ACCOUNT, OTHER = "111111111111", "222222222222"
KEY = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/k"
TOPIC = f"arn:aws:sns:eu-west-1:{ACCOUNT}:alerts"
SILENT = RootCause("key.policy-silent", KEY, TOPIC)


def budget(
    name: str,
    limit: str = "100",
    unit: str = "USD",
    verdict: Status = Status.BROKEN,
    cause: RootCause | None = SILENT,
) -> ListedBudget:
    spend = Spend(Money(limit, unit), Money("1", unit), time_unit="MONTHLY")
    code = cause.code if cause else ""
    return ListedBudget(ACCOUNT, name, verdict, code, NOW, spend=spend, cause=cause)


def fine(name: str, limit: str = "100", unit: str = "USD") -> ListedBudget:
    return budget(name, limit, unit, Status.OK, None)


def aws_key(n: int) -> RootCause:
    return RootCause("key.aws-managed", f"{TOPIC}-{n}", f"{TOPIC}-{n}")


def test_an_account_is_counted() -> None:
    first = replace(fine("fine", unit="EUR"), checked_at=NOW - timedelta(hours=1))
    tally = tally_of(ACCOUNT, [first, budget("b", "5"), budget("A", "7")])
    assert tally.verdicts == (VerdictCount(Status.OK, 1), VerdictCount(Status.BROKEN, 2))
    assert (tally.oldest, tally.units) == (
        first.checked_at,
        (UnitCount("EUR", 1), UnitCount("USD", 2)),
    )
    (cause,) = tally.causes
    assert cause.key == (ACCOUNT, SILENT.code, KEY, Status.BROKEN)
    assert (cause.budgets, cause.first, cause.resources) == (2, "A", (KEY,))
    assert [one.amount for one in cause.stake.sums] == [12]
    assert tally_of(OTHER, []) == AccountTally(OTHER)


def test_figures_of_accounts_add_up() -> None:
    both = [tally_of(ACCOUNT, [budget("a", unit="EUR")]), tally_of(OTHER, [fine("b"), fine("c")])]
    assert verdicts_of(both) == {Status.BROKEN: 1, Status.OK: 2}
    assert (unit_of(both), unit_of(both[:1]), unit_of([])) == ("USD", "EUR", "")


def test_the_worst_then_the_most_money_then_the_most_budgets() -> None:
    causes = cause_tallies(
        [
            budget("unclear", "9999", verdict=Status.UNKNOWN),
            budget("small", "10", cause=RootCause("a")),
            budget("dear", "500", cause=RootCause("b")),
            budget("foreign", "900", "EUR", cause=RootCause("c")),
            budget("pair 1", "250", cause=RootCause("d")),
            budget("pair 2", "250", cause=RootCause("d")),
            fine("fine"),
        ]
    )
    names = [one.first for one in in_order(causes, "USD")]
    assert names == ["pair 1", "dear", "small", "foreign", "unclear"]
    assert in_order(causes, "EUR")[0].first == "foreign"


def test_what_is_snoozed_comes_last_of_its_verdict_once_all_of_it_is() -> None:
    causes = cause_tallies(
        [
            budget("one", "900", cause=aws_key(1)),
            budget("two", "900", cause=aws_key(2)),
            budget("small", "10", cause=RootCause("a")),
            budget("risk", "10", verdict=Status.AT_RISK),
        ]
    )
    first = (ACCOUNT, "key.aws-managed", f"{TOPIC}-1")
    second = (ACCOUNT, "key.aws-managed", f"{TOPIC}-2")
    names = [one.first for one in in_order(causes, "USD", {first})]
    assert names == ["one", "small", "risk"]
    names = [one.first for one in in_order(causes, "USD", {first, second})]
    assert names == ["small", "one", "risk"]


def test_a_check_that_finds_nothing_new_leaves_a_budget_as_it_was() -> None:
    was = budget("a")
    spent = Spend(Money("100", "USD"), Money("99", "USD"), Money("150", "USD"), "MONTHLY")
    assert stands_as(was, replace(was, checked_at=NOW + timedelta(hours=6), spend=spent))
    dearer = Spend(Money("101", "USD"), Money("1", "USD"), time_unit="MONTHLY")
    changed = (
        {"spend": dearer},
        {"spend": None},
        {"verdict": Status.UNKNOWN},
        {"cause": aws_key(1)},
        {"code": "other"},
        {"topics": (TOPIC,)},
        {"keys": (KEY,)},
    )
    assert not any(stands_as(was, replace(was, **one)) for one in changed)
    assert not stands_as(None, was)
