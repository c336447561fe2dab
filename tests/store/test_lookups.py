"""The lookups: one at a time for each person, each step once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.lookups import ShowLookup
from bot.core.lookup import LookedUp, Lookup
from bot.core.outgoing import outgoing
from bot.store.lookups import LookupMessage, Lookups
from tests.store.conftest import TABLES, Store
from tests.store.things import NOW

FIRST = Lookup("l1", "tax", NOW, "T1", "U1", "C1", asker="mina", total=400)
FURTHER = replace(
    FIRST, after="3", looked=200, found=(LookedUp("3", "shop", "tax"),), exact=1, why=("busy",)
)
SHOWS = outgoing("lookup:l1", Job("lookup:l1", NOBODY, ShowLookup("l1")), NOW, NOW)


def lookups(store: Store) -> Lookups:
    return Lookups(store.client, TABLES, pause=store.pauses.append)


def test_a_person_has_one_at_a_time(store: Store) -> None:
    kept = lookups(store)
    assert kept.begin(FIRST, [SHOWS]) == FIRST
    assert kept.begin(replace(FIRST, id="l2", name="ec2"), ()) == FIRST, "theirs runs"
    other = replace(FIRST, id="l3", user="U2")
    assert kept.begin(other, ()) == other
    assert kept.step(FIRST, replace(FURTHER, over=True), ())
    assert kept.begin(FIRST, ()).over, "the same press again begins nothing"
    again = replace(FIRST, id="l4")
    assert kept.begin(again, ()) == again


def test_two_presses_at_once_begin_one(store: Store) -> None:
    kept, presses = lookups(store), [replace(FIRST, id=f"p{n}") for n in range(2)]

    def press(one: Lookup) -> str:
        try:
            return kept.begin(one, ()).id
        except Exception as error:  # noqa: BLE001 (the one that lost asks for another press)
            return type(error).__name__

    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(press, presses))
    begun = [one for one in presses if kept.get(one.id)]
    assert len(begun) == 1 and set(found) <= {begun[0].id, "StoreError"}


def test_a_step_is_made_once_with_its_message(store: Store) -> None:
    kept = lookups(store)
    kept.begin(FIRST, ())
    assert kept.step(FIRST, FURTHER, [SHOWS])
    assert not kept.step(FIRST, replace(FURTHER, exact=9), ())
    assert kept.get("l1") == FURTHER


def test_where_its_message_stands_outlives_its_steps(store: Store) -> None:
    kept = lookups(store)
    kept.begin(FIRST, ())
    kept.posted(FIRST, LookupMessage("C1", "1.2"))
    kept.step(FIRST, FURTHER, ())
    assert kept.message("l1") == LookupMessage("C1", "1.2")
    assert kept.message("l2") is None
