"""The outbox in the embedded AWS: one says it, nothing is lost, the newest of an id counts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.jobs import Job, Place, loads
from bot.core.jobs.answers import UpdateAnswers
from bot.core.outgoing import Outgoing, outgoing
from bot.store.conflict import Conflict
from bot.store.outbox import Outbox
from tests.store.conftest import TABLES, Store
from tests.store.things import NOW, action, change

MINUTE = timedelta(minutes=1)
RENEW = UpdateAnswers("111111111111", "monthly")


def message(id: str = "c1.answers", revision: str = "j1") -> Outgoing:
    return outgoing(id, Job(revision, Place("", "", ""), RENEW), NOW, NOW + MINUTE)


@pytest.fixture
def outbox(store: Store) -> Outbox:
    return Outbox(store.client, TABLES)


def test_one_of_many_says_it(outbox: Outbox) -> None:
    outbox.put(message())
    with ThreadPoolExecutor(20) as threads:
        got = list(threads.map(lambda _: outbox.claim("c1.answers", NOW, NOW + MINUTE), range(20)))
    (won,) = (one for one in got if one)
    assert (won.tries, loads(won.job).what) == (1, RENEW)


def test_who_dies_with_it_is_followed_by_another(outbox: Outbox) -> None:
    outbox.put(message())
    assert outbox.claim("c1.answers", NOW, NOW + MINUTE)
    assert outbox.claim("c1.answers", NOW + MINUTE - timedelta(seconds=1), NOW) is None
    again = outbox.claim("c1.answers", NOW + MINUTE, NOW + 2 * MINUTE)
    assert again and again.tries == 2


def test_what_is_said_is_gone(outbox: Outbox) -> None:
    outbox.put(message())
    mine = outbox.claim("c1.answers", NOW, NOW + MINUTE)
    assert mine and outbox.said(mine) and outbox.said(mine)
    assert outbox.claim("c1.answers", NOW + MINUTE, NOW + MINUTE) is None
    assert outbox.due(NOW + MINUTE).items == ()
    outbox.release(mine, NOW)
    assert outbox.due(NOW + MINUTE).items == ()


def test_the_newest_of_an_id_is_said_after_the_one_that_is_being_said(outbox: Outbox) -> None:
    outbox.put(message(revision="j1"))
    first = outbox.claim("c1.answers", NOW, NOW + MINUTE)
    assert first
    for revision in ("j2", "j3"):
        outbox.put(message(revision=revision))
    assert outbox.claim("c1.answers", NOW, NOW + MINUTE) is None  # not beside the first
    assert not outbox.said(first)
    second = outbox.claim("c1.answers", NOW, NOW + MINUTE)
    assert second and (second.revision, second.tries) == ("j3", 1)
    assert outbox.said(second)


def test_who_waits_for_more_leaves_it_to_the_last(outbox: Outbox) -> None:
    for revision in ("j1", "j2"):
        outbox.put(message(revision=revision))
    assert outbox.claim("c1.answers", NOW, NOW + MINUTE, "j1") is None
    last = outbox.claim("c1.answers", NOW, NOW + MINUTE, "j2")
    assert last and last.revision == "j2"


def test_who_is_late_does_not_free_what_another_holds(outbox: Outbox) -> None:
    outbox.put(message())
    late = outbox.claim("c1.answers", NOW, NOW + MINUTE)
    assert late and outbox.claim("c1.answers", NOW + MINUTE, NOW + 2 * MINUTE)
    outbox.release(late, NOW + MINUTE)
    assert outbox.claim("c1.answers", NOW + MINUTE, NOW + 2 * MINUTE) is None


def test_what_nobody_has_said_is_due(outbox: Outbox) -> None:
    for number in range(30):
        outbox.put(message(f"m{number:02}"))
    assert outbox.due(NOW + MINUTE - timedelta(seconds=1)).items == ()
    page = outbox.due(NOW + MINUTE)
    rest = outbox.due(NOW + MINUTE, page.cursor)
    assert sorted(page.items + rest.items) == [f"m{number:02}" for number in range(30)]
    mine = outbox.claim("m00", NOW, NOW + 2 * MINUTE)
    assert mine and "m00" not in outbox.due(NOW + MINUTE).items
    outbox.release(mine, NOW)
    assert outbox.due(NOW).items == ("m00",)


def test_it_lies_there_with_the_state_and_the_record_or_not_at_all(
    store: Store, outbox: Outbox
) -> None:
    asked = store.changes.propose(change(), action("a1"))

    def says(new: Change) -> tuple[Outgoing, ...]:
        return (message(f"{new.id}.{new.state}.{new.version}"),)

    approved = store.changes.advance(asked, EventType.SUBMITTED, action("a2"), says=says)
    late = replace(asked, version=asked.version)
    with pytest.raises(Conflict):
        store.changes.advance(late, EventType.LAPSED, action("a3"), says=says)
    assert outbox.due(NOW + MINUTE).items == (f"c1.approved.{approved.version}",)
    assert [record.id for record in store.log.of_change("c1")] == ["a1", "a2"]


def test_who_takes_long_holds_on_to_it(outbox: Outbox) -> None:
    outbox.put(message())
    mine = outbox.claim("c1.answers", NOW, NOW + MINUTE)
    assert mine
    further = outbox.hold(mine, NOW + 3 * MINUTE)
    assert further and outbox.claim("c1.answers", NOW + 2 * MINUTE, NOW + 3 * MINUTE) is None
    assert outbox.hold(mine, NOW + 4 * MINUTE) is None, "that was an earlier hold"
    outbox.release(further, NOW + MINUTE)
    another = outbox.claim("c1.answers", NOW + 2 * MINUTE, NOW + 5 * MINUTE)
    assert another and outbox.hold(further, NOW + 4 * MINUTE) is None
    assert outbox.said(another) and outbox.hold(another, NOW + 4 * MINUTE) is None


def test_what_is_held_from_the_start_is_put_once(outbox: Outbox) -> None:
    born = replace(message(), tries=1)
    assert outbox.put_held(born) and not outbox.put_held(born)
    assert outbox.claim("c1.answers", NOW, NOW + MINUTE) is None
    outbox.release(born, NOW)
    again = outbox.claim("c1.answers", NOW, NOW + MINUTE)
    assert again and again.tries == 2
