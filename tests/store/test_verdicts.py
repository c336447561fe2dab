"""The last verdicts, and what hangs on what."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from bot.core.affected import Dependent
from bot.core.findings import Status
from bot.core.model.budget import Money, Spend
from bot.core.outage import Outage
from bot.core.root_cause import RootCause
from bot.store.verdicts import LastVerdict
from tests.store.conftest import TABLES, Store
from tests.store.things import ACCOUNT, BUDGET, KEY, NOW, TOPIC

BROKEN = LastVerdict(
    ACCOUNT,
    BUDGET,
    Status.BROKEN,
    "key.policy-silent",
    NOW,
    (TOPIC,),
    (KEY,),
    outage=Outage(NOW),
)
HERE = Dependent(ACCOUNT, BUDGET)


def test_the_last_one_counts(store: Store) -> None:
    assert store.verdicts.get(ACCOUNT, BUDGET) is None
    mended = replace(BROKEN, verdict=Status.OK, code="", checked_at=NOW + timedelta(minutes=5))
    assert store.verdicts.put(BROKEN)
    assert store.verdicts.put(mended)
    assert store.verdicts.put(BROKEN) is None
    over = Outage(NOW, mended.checked_at)
    known = replace(mended, told=Status.BROKEN, told_at=NOW, outage=over)
    assert store.verdicts.get(ACCOUNT, BUDGET) == known


def test_spend_comes_back_as_it_was_and_what_is_absent_stays_absent(store: Store) -> None:
    spend = Spend(Money("100.0", "USD"), Money("84.123456789", "USD"), time_unit="DAILY")
    kept = replace(BROKEN, spend=spend, cause=RootCause("key.policy-silent", KEY, TOPIC, "fix"))
    store.verdicts.put(kept)
    assert store.verdicts.get(ACCOUNT, BUDGET) == kept
    assert store.verdicts.of_account(ACCOUNT).items == (kept,)


def test_a_record_from_before_spend_was_kept_is_still_read(store: Store) -> None:
    store.verdicts.put(BROKEN)
    store.client.update_item(
        TableName=TABLES.verdicts,
        Key={"pk": {"S": f"account:{ACCOUNT}"}, "sk": {"S": f"budget:{BUDGET}"}},
        UpdateExpression="REMOVE spend",
    )
    assert store.verdicts.get(ACCOUNT, BUDGET) == BROKEN


def test_the_same_verdict_twice_is_one(store: Store) -> None:
    first, second = store.verdicts.put(BROKEN), store.verdicts.put(BROKEN)
    assert first and second
    assert (first.linked, second.linked) == (tuple(sorted((TOPIC, KEY))), ())
    assert store.verdicts.on_key(KEY) == (HERE,)


def test_what_hangs_on_a_topic_or_key_follows_the_last_check(store: Store) -> None:
    store.verdicts.put(BROKEN)
    store.verdicts.put(replace(BROKEN, account="222222222222", topics=(TOPIC, TOPIC + "2")))
    there = Dependent("222222222222", BUDGET)
    assert store.verdicts.on_topic(TOPIC) == (HERE, there)
    assert store.verdicts.on_key(KEY) == (HERE, there)

    moved = replace(
        BROKEN, checked_at=NOW + timedelta(minutes=5), topics=(TOPIC + "3",), keys=(KEY, KEY + "3")
    )
    store.verdicts.put(moved)
    assert store.verdicts.on_topic(TOPIC) == (there,)
    assert store.verdicts.on_topic(TOPIC + "3") == (HERE,)
    assert store.verdicts.on_key(KEY) == (HERE, there)
    assert store.verdicts.on_key(KEY + "3") == (HERE,)
    assert store.verdicts.on_key("arn:aws:kms:none") == ()


def test_an_accounts_budgets_come_in_pages_by_name(store: Store) -> None:
    names = ["a", "b b", "c/d", "e%", "é", "日本"]
    for name in reversed(names):
        store.verdicts.put(replace(BROKEN, budget=name))
    store.verdicts.put(replace(BROKEN, account="222222222222"))

    seen: list[str] = []
    page = store.verdicts.of_account(ACCOUNT, 4)
    seen += [verdict.budget for verdict in page.items]
    page = store.verdicts.of_account(ACCOUNT, 4, page.cursor)
    seen += [verdict.budget for verdict in page.items]
    assert (seen, page.cursor) == (names, "")


def test_more_budgets_on_one_key_than_a_page(store: Store) -> None:
    for number in range(130):
        store.verdicts.put(replace(BROKEN, budget=f"b{number:03}"))
    assert len(store.verdicts.on_key(KEY)) == 130


def test_checks_side_by_side_keep_the_latest_and_lose_no_link(store: Store) -> None:
    checks = [
        replace(BROKEN, checked_at=NOW + timedelta(seconds=n), topics=(f"{TOPIC}{n}",))
        for n in range(4)
    ]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(store.verdicts.put, checks))
    kept = store.verdicts.get(ACCOUNT, BUDGET)
    assert (
        kept is not None
        and replace(kept, told=None, told_at=None, outage=checks[-1].outage) == checks[-1]
    )
    hanging = [bool(store.verdicts.on_topic(f"{TOPIC}{n}")) for n in range(4)]
    assert hanging == [False, False, False, True]
