"""What lists show, kept beside the verdicts: never behind them, whatever crashed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.findings import Status
from bot.core.listed_budget import ListedBudget
from bot.core.model.budget import Money, Spend
from bot.core.root_cause import RootCause
from bot.core.tally import AccountTally, VerdictCount, tally_of
from bot.errors import StoreError
from bot.store.last_verdict import listed
from bot.store.overviews import Overviews
from bot.store.pages import every
from bot.store.verdicts import LastVerdict, Verdicts
from tests.store.conftest import TABLES, Store
from tests.store.things import ACCOUNT, BUDGET, KEY, NOW, TOPIC

OTHER = "222222222222"
ALARM = f"alarm:arn:aws:cloudwatch:eu-west-1:{ACCOUNT}:alarm:errors"
SILENT = RootCause("key.policy-silent", KEY, TOPIC, "allow-on-key")
SPEND = Spend(Money("100", "USD"), Money("1", "USD"), time_unit="MONTHLY")
BROKEN = LastVerdict(
    ACCOUNT, BUDGET, Status.BROKEN, SILENT.code, NOW, (TOPIC,), (KEY,), SPEND, cause=SILENT
)


@pytest.fixture
def overviews(store: Store) -> Overviews:
    return Overviews(store.client, TABLES, store.pauses.append)


def later(last: LastVerdict, minutes: int = 5, **changed: Any) -> LastVerdict:
    return replace(last, checked_at=last.checked_at + timedelta(minutes=minutes), **changed)


def budgets_of(verdicts: Verdicts, account: str) -> tuple[ListedBudget, ...]:
    """Read one by one: the truth."""
    found = every(lambda cursor: verdicts.of_account(account, 100, cursor))
    return tuple(one for one in map(listed, found) if not one.gone)


def test_what_is_kept_is_marked_until_it_is_counted(store: Store, overviews: Overviews) -> None:
    assert overviews.marked() == frozenset()
    assert (overviews.tallies(), overviews.budgets()) == ({}, {})
    store.verdicts.put(BROKEN)
    assert overviews.marked() == {ACCOUNT}
    found = overviews.count(ACCOUNT)
    assert found.budgets == budgets_of(store.verdicts, ACCOUNT)
    assert found.tally == tally_of(ACCOUNT, found.budgets)
    assert found.tally.verdicts == (VerdictCount(Status.BROKEN, 1),)
    assert overviews.marked() == frozenset()
    assert overviews.tallies() == overviews.tallies(ACCOUNT) == {ACCOUNT: found.tally}
    assert overviews.budgets() == overviews.budgets(ACCOUNT) == {ACCOUNT: found.budgets}
    assert (overviews.tallies(OTHER), overviews.budgets(OTHER)) == ({}, {})


def test_a_sweep_that_finds_all_as_it_was_writes_no_mark(
    store: Store, overviews: Overviews
) -> None:
    store.verdicts.put(BROKEN)
    overviews.count(ACCOUNT)
    spent = replace(SPEND, actual=Money("70", "USD"))
    store.verdicts.watch(later(BROKEN, spend=spent), "teller", lambda _: ())
    assert overviews.marked() == frozenset(), "only its time and what was spent differ"
    dearer = replace(SPEND, limit=Money("900", "USD"))
    store.verdicts.watch(later(BROKEN, 10, spend=dearer), "teller", lambda _: ())
    assert overviews.marked() == {ACCOUNT}


def test_what_somebody_checks_is_marked_for_its_time(store: Store, overviews: Overviews) -> None:
    store.verdicts.put(BROKEN)
    overviews.count(ACCOUNT)
    store.verdicts.put_and_say(later(BROKEN), lambda _was, _now: ())
    assert overviews.marked() == {ACCOUNT}
    assert overviews.count(ACCOUNT).tally.oldest == NOW + timedelta(minutes=5)


def test_what_is_gone_is_counted_no_more(store: Store, overviews: Overviews) -> None:
    store.verdicts.put(BROKEN)
    store.verdicts.put(later(BROKEN, budget="another", code="budget.not-found", cause=None))
    store.verdicts.put(later(BROKEN, budget="budget-check-proof-12345678"))
    overviews.count(ACCOUNT)
    assert [one.budget for one in overviews.budgets()[ACCOUNT]] == [BUDGET]
    last = store.verdicts.get(ACCOUNT, BUDGET)
    assert last and store.verdicts.forget(last)
    assert overviews.marked() == {ACCOUNT}
    assert overviews.count(ACCOUNT).tally == AccountTally(ACCOUNT)
    assert overviews.tallies() == {ACCOUNT: AccountTally(ACCOUNT)}, "counted, and found empty"


def test_other_senders_are_in_no_list(store: Store, overviews: Overviews) -> None:
    store.verdicts.put(replace(BROKEN, budget=ALARM))
    assert overviews.marked() == frozenset()


def test_many_budgets_take_several_items(
    store: Store, overviews: Overviews, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.overviews._PART", 100)
    for n in range(8):
        store.verdicts.put(replace(BROKEN, budget=f"{random.Random(n).random()}"))  # noqa: S311
    found = overviews.count(ACCOUNT)
    assert items(store, "budgets") > 2
    assert overviews.budgets() == {ACCOUNT: found.budgets}
    for one in found.budgets[1:]:
        last = store.verdicts.get(ACCOUNT, one.budget)
        assert last and store.verdicts.forget(last)
    found = overviews.count(ACCOUNT)
    assert len(found.budgets) == 1 and overviews.budgets() == {ACCOUNT: found.budgets}


def items(store: Store, partition: str) -> int:
    return len(held(store, partition))


def held(store: Store, partition: str) -> list[Any]:
    found: list[Any] = store.client.query(
        TableName=TABLES.verdicts,
        KeyConditionExpression="pk = :pk",
        ExpressionAttributeValues={":pk": {"S": partition}},
    )["Items"]
    return found


@pytest.mark.parametrize("attribute", ["shape", "packed", "count", "parts"])
def test_what_another_version_wrote_or_is_torn_is_not_there(
    store: Store, overviews: Overviews, attribute: str
) -> None:
    store.verdicts.put(BROKEN)
    overviews.count(ACCOUNT)
    (item,) = held(store, "tallies")
    wrong = {"shape": {"S": "x"}, "packed": {"B": b"x"}, "parts": {"N": "2"}}
    if attribute == "count":
        item |= {"parts": {"N": "2"}}
        other = {"sk": {"S": f"{ACCOUNT}#0001"}, "part": {"N": "1"}, "count": {"S": "another"}}
        store.client.put_item(TableName=TABLES.verdicts, Item=item | other)
    store.client.put_item(
        TableName=TABLES.verdicts, Item=item | {attribute: wrong.get(attribute, item[attribute])}
    )
    assert overviews.tallies() == {}
    found = overviews.count(ACCOUNT)
    assert overviews.tallies() == {ACCOUNT: found.tally}


def between(store: Store, act: Callable[[], object]) -> Overviews:
    """Overviews in whose count something else happens, once, after it has read the verdicts."""
    overviews = Overviews(store.client, TABLES, store.pauses.append)
    read, acts = overviews._read, [act]

    def read_and_act(account: str) -> Any:
        found = read(account)
        if acts:
            acts.pop()()
        return found

    overviews._read = read_and_act  # type: ignore[method-assign]
    return overviews


def test_a_verdict_that_is_kept_meanwhile_leaves_its_mark(store: Store) -> None:
    """At the same instant, even: a mark is told from another by its id."""
    store.verdicts.put(BROKEN)
    mended = replace(BROKEN, verdict=Status.OK, code="", cause=None)
    overviews = between(store, lambda: store.verdicts.put(mended))
    overviews.count(ACCOUNT)
    assert overviews.marked() == {ACCOUNT}
    overviews.count(ACCOUNT)
    assert overviews.marked() == frozenset()
    assert overviews.tallies()[ACCOUNT].verdicts == (VerdictCount(Status.OK, 1),)


def test_an_older_count_never_takes_the_place_of_a_newer_one(
    store: Store, overviews: Overviews
) -> None:
    store.verdicts.put(BROKEN)
    mended = later(BROKEN, verdict=Status.OK, code="", cause=None)

    def overtaken() -> None:
        store.verdicts.put(mended)
        overviews.count(ACCOUNT)

    assert between(store, overtaken).count(ACCOUNT).tally.verdicts[0].verdict is Status.OK
    assert overviews.marked() == frozenset()
    assert overviews.tallies()[ACCOUNT].verdicts == (VerdictCount(Status.OK, 1),)


def test_more_marks_than_a_transaction_holds_are_all_removed(
    store: Store, overviews: Overviews
) -> None:
    for n in range(130):
        store.verdicts.put(replace(BROKEN, budget=f"budget {n}"))
    overviews.count(ACCOUNT)
    assert overviews.marked() == frozenset()
    assert len(overviews.budgets()[ACCOUNT]) == 130


def test_a_table_that_refuses_is_told(store: Store, overviews: Overviews) -> None:
    store.client.delete_table(TableName=TABLES.verdicts)
    with pytest.raises(StoreError):
        overviews.count(ACCOUNT)
