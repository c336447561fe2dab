"""What is open and what is due."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.core.change.change import Change
from bot.core.change.events import DUE, Chore, EventType
from bot.core.change.state import State
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.outbox import SendDue
from bot.core.outgoing import outgoing
from bot.errors import UsageError
from bot.store.changes import DueChange
from bot.store.outbox import Outbox
from tests.store.conftest import TABLES, Store
from tests.store.things import KEY, NOW, PLAN, TOPIC, action, brought_to, change

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def due(store: Store, now: datetime) -> list[tuple[str, Chore]]:
    return [(found.change.id, found.chore) for found in store.changes.due(now).items]


@pytest.mark.parametrize("state", State)
def test_only_what_goes_on_is_open_and_ever_due(store: Store, state: State) -> None:
    stands = brought_to(store, state)
    goes_on = state in DUE
    assert store.changes.open_changes() == ((stands,) if goes_on else ())
    assert bool(due(store, NOW + 400 * DAY)) is goes_on


@pytest.mark.parametrize(
    ("state", "after", "needs"),
    [
        (State.PREVIEWED, DAY, Chore.EXPIRE),
        (State.WAITING, 4 * 60 * MINUTE, Chore.REMIND),
        (State.APPROVED, 2 * MINUTE, Chore.QUEUE),
        (State.GATED, 2 * MINUTE, Chore.GATE),
        (State.APPLYING, 17 * MINUTE, Chore.SETTLE),
        (State.UNVERIFIED, 5 * MINUTE, Chore.RECHECK),
    ],
)
def test_each_open_state_is_due_in_its_time(
    store: Store, state: State, after: timedelta, needs: Chore
) -> None:
    brought_to(store, state)
    assert due(store, NOW + after - timedelta(microseconds=1)) == []
    assert due(store, NOW + after) == [("c1", needs)]


@pytest.mark.parametrize("state", [State.WAITING, State.APPROVED, State.GATED])
def test_what_ends_by_itself_expires(store: Store, state: State) -> None:
    at = brought_to(store, state).expires
    assert due(store, at - MINUTE) != [("c1", Chore.EXPIRE)]
    assert due(store, at) == [("c1", Chore.EXPIRE)]


def test_a_reminder_is_never_later_than_the_end(store: Store) -> None:
    waits = brought_to(store, State.WAITING)
    store.changes.advance(waits, EventType.AGREED, action("agreed"), expires=NOW + 3 * 60 * MINUTE)
    assert due(store, NOW + 3 * 60 * MINUTE) == [("c1", Chore.EXPIRE)]


def test_of_two_schedules_one_sends_the_reminder(store: Store) -> None:
    waits = brought_to(store, State.WAITING)
    (first,) = store.changes.due(NOW + DAY / 2).items
    (second,) = store.changes.due(NOW + DAY / 2).items

    again = waits.due_again(NOW + DAY / 2)
    assert again == NOW + DAY / 2 + 4 * 60 * MINUTE
    assert store.changes.postpone(first, again) is True
    assert store.changes.postpone(second, again) is False
    assert due(store, again - MINUTE) == []
    assert due(store, again) == [("c1", Chore.REMIND)]


def test_the_reminder_is_kept_with_the_write_that_postpones_it(store: Store) -> None:
    waits = brought_to(store, State.WAITING)
    (first,) = store.changes.due(NOW + DAY / 2).items
    again = waits.due_again(NOW + DAY / 2)
    said = [outgoing(f"m{n}", Job("j1", NOBODY, SendDue()), NOW, NOW) for n in (1, 2)]
    assert store.changes.postpone(first, again, said[:1]) is True
    assert store.changes.postpone(first, again, said[1:]) is False
    assert Outbox(store.client, TABLES).due(NOW + DAY).items == ("m1",)


def test_what_has_moved_on_is_not_postponed(store: Store) -> None:
    waits = brought_to(store, State.WAITING)
    (found,) = store.changes.due(NOW + DAY).items
    refused = store.changes.advance(waits, EventType.REJECTED, action("a3"))

    assert store.changes.postpone(found, NOW + DAY) is False
    assert store.changes.postpone(DueChange(refused, NOW, Chore.REMIND), NOW + DAY) is False
    assert due(store, NOW + 400 * DAY) == []


def test_due_comes_in_pages_the_longest_waiting_first(store: Store) -> None:
    for number in range(7):
        id = f"c{number}"
        expires = NOW - number * MINUTE
        store.changes.propose(change(id, expires=expires), action("a", id))

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
        store.changes.propose(change(f"c{number}", expires=NOW), action("a", f"c{number}"))
    first = store.changes.due(NOW, limit=2)
    for found in first.items:
        store.changes.advance(
            found.change, EventType.LAPSED, action("expired", found.change.id, who="schedule")
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
        lambda store, at: store.changes.advance(at, EventType.LAPSED, action("meanwhile")),
        lambda store, at: store.changes.advance(at, EventType.REPLANNED, action("meanwhile")),
    ],
    ids=["is over", "is due later"],
)
def test_what_moved_on_while_it_was_looked_for_is_not_due(
    store: Store, moves_on: Callable[[Store, Change], Change]
) -> None:
    asked = store.changes.propose(change(expires=NOW), action("a1"))

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
        store.changes.advance(asked, EventType.LAPSED, action("meanwhile"))

    store.client.meta.events.register("after-call.dynamodb.Query", meanwhile)
    assert store.changes.open_changes(KEY) == ()


@pytest.mark.parametrize("cursor", ["?", "e30=", "W10=", "WyIiLCIiXQ==", "WzEsMl0=", "é"])
def test_a_cursor_that_is_none_is_refused(store: Store, cursor: str) -> None:
    with pytest.raises(UsageError, match="Ask again"):
        store.changes.due(NOW, cursor=cursor)
