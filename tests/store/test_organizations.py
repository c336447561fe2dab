"""The lists of organisations: whole or not at all, few calls to read, gone when they are old."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.accounts.list_state import ListState, Unlisted
from bot.core.accounts.organization_list import Member, Unit
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.watch import Announce
from bot.core.outgoing import Outgoing, outgoing
from bot.errors import StoreError
from bot.store.organizations import ListedPage, Organizations
from bot.store.outbox import Outbox
from tests.store.conftest import TABLES, Store

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
ID, UNIT = "o-exampleorg1", "ou-abcd-11111111"
SHOP, TOOLS = Member("2" * 12, "Shop", "ACTIVE", UNIT), Member("3" * 12, "Tools", "SUSPENDED")


@pytest.fixture
def kept(store: Store) -> Organizations:
    return Organizations(store.client, TABLES)


def begun(kept: Organizations, run: str, was: ListState | None = None) -> ListState:
    state = kept.begin(was, ID, run, NOW)
    assert state is not None
    return state


def whole(
    kept: Organizations, run: str, *pages: ListedPage, was: ListState | None = None
) -> ListState:
    """A list that counts."""
    state = begun(kept, run, was)
    for number, page in enumerate(pages):
        kept.put_page(ID, run, number, page)
    new = ListState(ID, state.version, len(pages), None, "9" * 12, ("8" * 12,), run, NOW)
    assert kept.end(state, new, NOW)
    found = kept.state(ID)
    assert found is not None
    return found


def message(id: str) -> Outgoing:
    return outgoing(id, Job("j1", NOBODY, Announce("m", "says", NOW.isoformat())), NOW, NOW)


def items(store: Store) -> list[Any]:
    found = store.client.scan(TableName=TABLES.verdicts)["Items"]
    return [one for one in found if one["pk"]["S"].count(":") == 2]


def test_a_list_counts_once_it_is_whole(kept: Organizations) -> None:
    assert kept.state(ID) is None and kept.current(ID) is None
    begun(kept, "r1")
    kept.put_page(ID, "r1", 0, ListedPage((SHOP,), (Unit(UNIT),)))
    assert kept.current(ID) is None
    with pytest.raises(StoreError, match="1 of 2 pages"):
        kept.made(ID, "r1", 2)


def test_what_was_listed_comes_back(kept: Organizations) -> None:
    state = begun(kept, "r1")
    kept.put_page(ID, "r1", 0, ListedPage())
    kept.put_page(ID, "r1", 1, ListedPage((SHOP, TOOLS), (Unit(UNIT),)))
    kept.put_page(ID, "r1", 1, ListedPage((SHOP, TOOLS), (Unit(UNIT),)))
    kept.put_names(ID, "r1", 0, [Unit(UNIT, "Sandbox")])
    new = ListState(ID, "", 2, None, "9" * 12, ("8" * 12,), "r1", NOW)
    assert kept.end(state, new, NOW + timedelta(minutes=1))
    found = kept.current(ID)
    assert found and found.members == (SHOP, TOOLS) and found.version == "r1"
    assert found.units == {UNIT: Unit(UNIT, "Sandbox")}
    assert found.management == "9" * 12 and found.administrators == frozenset({"8" * 12})
    head = kept.state(ID)
    assert head and head.listed_at == NOW + timedelta(minutes=1) and not head.run


def test_the_list_before_counts_until_the_next_is_whole_and_then_goes(
    kept: Organizations, store: Store
) -> None:
    first = whole(kept, "r1", ListedPage((SHOP,)))
    second = begun(kept, "r2", first)
    kept.put_page(ID, "r2", 0, ListedPage((TOOLS,)))
    found = kept.current(ID)
    assert found and found.members == (SHOP,)
    assert kept.end(second, ListState(ID, "r1", 1, None, "", (), "r2", NOW), NOW)
    found = kept.current(ID)
    assert found and found.members == (TOOLS,)
    assert {one["pk"]["S"] for one in items(store)} == {f"organization:{ID}:r2"}


def test_of_two_that_begin_one_does(kept: Organizations) -> None:
    assert kept.begin(None, ID, "r1", NOW) and kept.begin(None, ID, "r2", NOW) is None
    first = kept.state(ID)
    assert kept.begin(first, ID, "r3", NOW) and kept.begin(first, ID, "r4", NOW) is None
    assert first and not kept.end(first, first, NOW), "another one runs by now"
    assert not kept.fail(first, "why")


def test_a_run_that_was_lost_leaves_nothing(kept: Organizations, store: Store) -> None:
    lost = begun(kept, "r1")
    kept.put_page(ID, "r1", 0, ListedPage((SHOP,)))
    begun(kept, "r2", lost)
    assert items(store) == []


def test_one_that_fails_leaves_the_list_before_and_is_told_with_the_same_write(
    kept: Organizations, store: Store
) -> None:
    first = whole(kept, "r1", ListedPage((SHOP,)))
    second = begun(kept, "r2", first)
    kept.put_page(ID, "r2", 0, ListedPage((TOOLS,)))
    assert kept.fail(second, "AWS refused it", [message("m1")])
    head, found = kept.state(ID), kept.current(ID)
    assert head and head.unlisted == Unlisted("r2", "AWS refused it") and not head.run
    assert found and found.members == (SHOP,)
    assert Outbox(store.client, TABLES).get("m1")
    third = begun(kept, "r3", head)
    assert kept.fail(third, "again")
    head = kept.state(ID)
    assert head and head.unlisted and head.unlisted.run == "r2", "the first one told it"
    done = whole(kept, "r4", ListedPage((TOOLS,)), was=head)
    assert done.unlisted is None and {one["pk"]["S"] for one in items(store)} == {
        f"organization:{ID}:r4"
    }


def test_a_change_is_noted_beside_it(kept: Organizations) -> None:
    assert kept.changed(ID) is None
    kept.note_change(ID, NOW)
    assert kept.changed(ID) == NOW and kept.state(ID) is None


def test_a_list_that_is_taken_away_meanwhile_is_read_anew(
    kept: Organizations, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = whole(kept, "r1", ListedPage((SHOP,)))
    whole(kept, "r2", ListedPage((TOOLS,)), was=first)
    fresh, heads = kept.state, [first]
    monkeypatch.setattr(kept, "state", lambda id: heads.pop() if heads else fresh(id))
    found = kept.current(ID)
    assert found and found.members == (TOOLS,)
