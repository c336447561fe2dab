"""What is open and what is due."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.change import OPEN, Change, State
from bot.errors import UsageError
from bot.store.due import Due, Waits, Why, why
from tests.store.conftest import Store
from tests.store.things import KEY, NOW, PLAN, TOPIC, action, brought_to, change

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def due(store: Store, now: datetime) -> list[tuple[str, Why]]:
    return [(found.change.id, found.why) for found in store.changes.due(now).items]


@pytest.mark.parametrize("state", State)
def test_only_what_goes_on_is_open_and_ever_due(store: Store, state: State) -> None:
    stands = brought_to(store, state)
    goes_on = state in OPEN
    assert store.changes.open_changes() == ((stands,) if goes_on else ())
    assert bool(due(store, NOW + 400 * DAY)) is goes_on


@pytest.mark.parametrize(
    ("state", "after", "needs"),
    [
        (State.PROPOSED, DAY, Why.EXPIRE),
        (State.APPROVED, DAY, Why.EXPIRE),
        (State.APPLYING, 16 * MINUTE, Why.SETTLE),
        (State.UNVERIFIED, 5 * MINUTE, Why.RECHECK),
    ],
)
def test_each_open_state_is_due_in_its_time(
    store: Store, state: State, after: timedelta, needs: Why
) -> None:
    brought_to(store, state)
    assert due(store, NOW + after - timedelta(microseconds=1)) == []
    assert due(store, NOW + after) == [("c1", needs)]


def test_every_open_state_has_a_time_and_no_other() -> None:
    timed = {state for state in State if Waits().due(change(state=state), NOW)}
    assert timed == OPEN


def test_a_reminder_comes_before_the_expiry(store: Store) -> None:
    store.changes.propose(change(), action("a1"), due=NOW + 60 * MINUTE)
    assert due(store, NOW + 61 * MINUTE) == [("c1", Why.REMIND)]
    assert due(store, NOW + 2 * DAY) == [("c1", Why.EXPIRE)]
    assert why(change(), NOW) is Why.REMIND


def test_of_two_schedules_one_sends_the_reminder(store: Store) -> None:
    store.changes.propose(change(), action("a1"), due=NOW)
    (first,) = store.changes.due(NOW).items
    (second,) = store.changes.due(NOW).items

    assert store.changes.postpone(first, NOW + DAY) is True
    assert store.changes.postpone(second, NOW + DAY) is False
    assert due(store, NOW + MINUTE) == []
    assert due(store, NOW + DAY) == [("c1", Why.EXPIRE)]


def test_what_has_moved_on_is_not_postponed(store: Store) -> None:
    asked = store.changes.propose(change(), action("a1"), due=NOW)
    (found,) = store.changes.due(NOW).items
    approved = store.changes.transition(asked, State.APPROVED, action("a2"))
    refused = store.changes.transition(approved, State.REFUSED, action("a3"))

    assert store.changes.postpone(found, NOW + DAY) is False
    assert store.changes.postpone(Due(refused, NOW, Why.REMIND), NOW + DAY) is False
    assert due(store, NOW + 400 * DAY) == []


def test_the_caller_may_name_another_time(store: Store) -> None:
    approved = brought_to(store, State.APPROVED)
    store.changes.transition(approved, State.APPLYING, action("go"), due=NOW + 3 * MINUTE)
    assert due(store, NOW + 3 * MINUTE) == [("c1", Why.SETTLE)]


def test_due_comes_in_pages_the_longest_waiting_first(store: Store) -> None:
    for number in range(7):
        id = f"c{number}"
        store.changes.propose(change(id), action("a", id), due=NOW - number * MINUTE)

    pages = [store.changes.due(NOW, limit=3)]
    while pages[-1].cursor:
        pages.append(store.changes.due(NOW, limit=3, cursor=pages[-1].cursor))

    assert [[found.change.id for found in page.items] for page in pages] == [
        ["c6", "c5", "c4"],
        ["c3", "c2", "c1"],
        ["c0"],
    ]


def test_a_page_goes_on_where_the_last_was_dealt_with(store: Store) -> None:
    for number in range(4):
        store.changes.propose(change(f"c{number}"), action("a", f"c{number}"), due=NOW)
    first = store.changes.due(NOW, limit=2)
    for found in first.items:
        store.changes.transition(
            found.change, State.EXPIRED, action("expired", found.change.id, who="schedule")
        )
    second = store.changes.due(NOW, limit=2, cursor=first.cursor)
    seen = [found.change.id for page in (first, second) for found in page.items]
    assert sorted(seen) == ["c0", "c1", "c2", "c3"]


def test_open_changes_are_found_by_every_resource_and_the_topic(store: Store) -> None:
    elsewhere = replace(PLAN, resource=KEY + "0", topic=TOPIC + "0", writes=())
    mine = store.changes.propose(change("c1"), action("a", "c1"))
    other = store.changes.propose(change("c2", plan=elsewhere), action("a", "c2"))

    assert store.changes.open_changes(KEY) == (mine,)
    assert store.changes.open_changes(TOPIC) == (mine,)
    assert store.changes.open_changes(TOPIC + "0") == (other,)
    assert store.changes.open_changes(KEY[:-1]) == ()
    assert set(store.changes.open_changes()) == {mine, other}


def test_many_open_changes_are_all_found(store: Store) -> None:
    made: set[Change] = set()
    for number in range(120):
        id = f"c{number}"
        made.add(store.changes.propose(change(id), action("a", id)))
    assert set(store.changes.open_changes(KEY)) == made


@pytest.mark.parametrize(
    "moves_on",
    [
        lambda store, at: store.changes.transition(at, State.REFUSED, action("meanwhile")),
        lambda store, at: store.changes.note(at, action("meanwhile"), due=NOW + DAY),
    ],
    ids=["is over", "is due later"],
)
def test_what_moved_on_while_it_was_looked_for_is_not_due(
    store: Store, moves_on: Callable[[Store, Change], Change]
) -> None:
    asked = store.changes.propose(change(), action("a1"), due=NOW)

    def meanwhile(**_: object) -> None:
        store.client.meta.events.unregister("after-call.dynamodb.Query", meanwhile)
        moves_on(store, asked)

    store.client.meta.events.register("after-call.dynamodb.Query", meanwhile)
    assert store.changes.due(NOW).items == ()
    assert len(store.log.of_change("c1")) == 2


def test_what_is_over_by_the_time_it_is_read_is_not_open(store: Store) -> None:
    asked = store.changes.propose(change(), action("a1"))

    def meanwhile(**_: object) -> None:
        store.client.meta.events.unregister("after-call.dynamodb.Query", meanwhile)
        store.changes.transition(asked, State.REFUSED, action("meanwhile"))

    store.client.meta.events.register("after-call.dynamodb.Query", meanwhile)
    assert store.changes.open_changes(KEY) == ()


@pytest.mark.parametrize("cursor", ["?", "e30=", "W10=", "WyIiLCIiXQ==", "WzEsMl0=", "é"])
def test_a_cursor_that_is_none_is_refused(store: Store, cursor: str) -> None:
    with pytest.raises(UsageError, match="Ask again"):
        store.changes.due(NOW, cursor=cursor)
