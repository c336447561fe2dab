"""Leases over the embedded DynamoDB."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from bot.store.leases import Lease
from tests.store.conftest import TABLES, Store
from tests.store.things import KEY, NOW, TOPIC

AFTER = NOW + timedelta(seconds=60)


def take(store: Store, holder: str, *resources: str, later: float = 0) -> Lease | None:
    now = NOW + timedelta(seconds=later)
    return store.leases.take(resources or (KEY,), holder, now, 60)


def held(lease: Lease | None) -> Lease:
    assert lease is not None
    return lease


def test_one_holder_at_a_time(store: Store) -> None:
    first = held(take(store, "first", TOPIC, KEY))
    assert first.resources == (KEY, TOPIC)
    assert first.until == AFTER
    assert take(store, "second", KEY) is None
    assert take(store, "second", TOPIC, later=59.9) is None
    assert store.leases.holders([KEY, TOPIC, "free"], NOW) == {KEY: "first", TOPIC: "first"}


def test_a_second_delivery_with_the_same_holder_does_not_hold_it_too(store: Store) -> None:
    held(take(store, "the change"))
    assert take(store, "the change") is None


def test_all_or_none(store: Store) -> None:
    held(take(store, "first", KEY))
    assert take(store, "second", TOPIC, KEY) is None
    assert store.leases.holders([TOPIC], NOW) == {}
    held(take(store, "third", TOPIC))


def test_a_crash_without_release_is_taken_over_with_a_higher_fence(store: Store) -> None:
    crashed = held(take(store, "crashed"))
    assert take(store, "next", later=59.999) is None
    second = held(take(store, "next", later=60))

    assert second.fences[KEY] > crashed.fences[KEY]
    assert store.leases.renew(crashed, AFTER, 60) is None
    assert store.leases.release(crashed) is False
    assert store.leases.holders([KEY], AFTER) == {KEY: "next"}


def test_renewing_moves_the_end(store: Store) -> None:
    lease = held(take(store, "first", KEY, TOPIC))
    longer = held(store.leases.renew(lease, AFTER, 60))
    assert longer.until == AFTER + timedelta(seconds=60)
    assert longer.fences == lease.fences
    assert take(store, "second", later=60) is None
    held(take(store, "second", later=120))


def test_renewing_is_all_or_none(store: Store) -> None:
    lease = held(take(store, "first", KEY, TOPIC))
    held(take(store, "second", TOPIC, later=60))
    assert store.leases.renew(lease, AFTER, 600) is None
    assert store.leases.holders([KEY, TOPIC], AFTER) == {TOPIC: "second"}


def test_a_released_lease_is_free_at_once_and_its_counter_goes_on(store: Store) -> None:
    first = held(take(store, "first", KEY, TOPIC))
    assert store.leases.release(first) is True
    assert store.leases.holders([KEY, TOPIC], NOW) == {}
    second = held(take(store, "second", KEY, TOPIC))
    assert all(second.fences[arn] > first.fences[arn] for arn in (KEY, TOPIC))
    assert store.leases.release(first) is False
    assert store.leases.holders([KEY], NOW) == {KEY: "second"}


def test_what_is_left_of_a_lease_is_released(store: Store) -> None:
    first = held(take(store, "first", KEY, TOPIC))
    held(take(store, "second", TOPIC, later=60))
    assert store.leases.release(first) is False
    held(take(store, "third", KEY))


def test_twenty_at_once_one_holds(store: Store) -> None:
    pairs = [(KEY, TOPIC), (TOPIC, KEY)] * 10
    with ThreadPoolExecutor(20) as threads:
        taken = list(threads.map(lambda n: take(store, f"h{n}", *pairs[n]), range(20)))
    assert len([lease for lease in taken if lease]) == 1


def test_the_record_is_forgotten_only_weeks_after_its_end(store: Store) -> None:
    held(take(store, "first"))
    item = store.client.get_item(TableName=TABLES.leases, Key={"pk": {"S": KEY}})["Item"]
    assert int(item["ttl"]["N"]) == int((AFTER + timedelta(days=30)).timestamp())
