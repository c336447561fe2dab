"""The state machine over the embedded DynamoDB."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.core.change import NEXT, Approval, Change, ChangePlace, State
from bot.errors import StoreError
from bot.store.conflict import Conflict, LeaseLost
from tests.store.conftest import TABLES, Store
from tests.store.things import KEY, NOW, PLAN, action, brought_to, change


def test_a_proposed_change_is_read_as_it_was_written(store: Store) -> None:
    wanted = change(place=ChangePlace("C1", "1.2", "1.1"), reason="for the audit")

    assert store.changes.propose(wanted, action("a1")) == wanted
    assert store.changes.get("c1") == wanted
    assert store.changes.get("c2") is None
    assert store.log.of_change("c1") == (action("a1"),)


def test_one_id_is_proposed_once(store: Store) -> None:
    first = store.changes.propose(change(), action("a1"))
    with pytest.raises(Conflict) as refused:
        store.changes.propose(change(reason="another"), action("a2"))
    assert refused.value.current == first
    assert store.log.of_change("c1") == (action("a1"),)


def test_what_is_not_proposed_or_has_another_changes_record_is_a_programming_error(
    store: Store,
) -> None:
    with pytest.raises(ValueError, match="begins as proposed"):
        store.changes.propose(change(state=State.APPLIED), action("a1"))
    with pytest.raises(ValueError, match="record of 'other'"):
        store.changes.propose(change(), action("a1", "other"))


ALLOWED = [(a, b) for a, b in product(State, State) if b in NEXT[a]]


@pytest.mark.parametrize(("start", "to"), ALLOWED, ids=str)
def test_each_transition_that_exists_works(store: Store, start: State, to: State) -> None:
    before = brought_to(store, start)

    after = store.changes.transition(before, to, action("last", why="because"), outcome="done")

    assert after == replace(before, state=to, version=before.version + 1, outcome="done")
    assert store.changes.get("c1") == after
    assert action("last", why="because") in store.log.of_change("c1")
    assert len(store.lines) == after.version


@pytest.mark.parametrize("start", State)
def test_every_other_is_refused(store: Store, start: State) -> None:
    before = brought_to(store, start)

    for to in set(State) - NEXT[start]:
        with pytest.raises(Conflict) as refused:
            store.changes.transition(before, to, action(f"to-{to}"))
        assert refused.value.current == before

    assert store.changes.get("c1") == before
    assert len(store.log.of_change("c1")) == before.version == len(store.lines)


def test_a_stale_copy_is_refused_with_the_change_as_it_is(store: Store) -> None:
    stale = store.changes.propose(change(), action("a1"))
    current = store.changes.transition(stale, State.REFUSED, action("a2"))

    with pytest.raises(Conflict, match="change c1 is refused now") as refused:
        store.changes.transition(stale, State.APPROVED, action("a3"))

    assert refused.value.current == current
    assert [record.id for record in store.log.of_change("c1")] == ["a1", "a2"]


def test_a_change_that_does_not_exist_is_a_conflict_without_a_current_one(store: Store) -> None:
    with pytest.raises(Conflict, match="there is no change c1") as refused:
        store.changes.transition(change(), State.APPROVED, action("a1"))
    assert refused.value.current is None
    assert store.log.of_change("c1") == ()
    assert store.changes.get("c1") is None


def test_fifty_at_once_one_wins_and_there_is_one_record(store: Store) -> None:
    approved = brought_to(store, State.APPROVED)

    def apply(number: int) -> Change | Conflict:
        try:
            return store.changes.transition(approved, State.APPLYING, action(f"try-{number}"))
        except Conflict as conflict:
            return conflict

    with ThreadPoolExecutor(50) as threads:
        results = list(threads.map(apply, range(50)))

    (won,) = (result for result in results if isinstance(result, Change))
    lost = [result.current for result in results if isinstance(result, Conflict)]
    assert lost == [won] * 49
    tries = [record for record in store.log.of_change("c1") if record.id.startswith("try-")]
    assert len(tries) == 1
    assert [line["id"] for line in store.lines if str(line["id"]).startswith("try-")] == [
        tries[0].id
    ]


def test_fifty_deliveries_with_the_same_record_id_make_one_step(store: Store) -> None:
    approved = brought_to(store, State.APPROVED)

    def apply(_: int) -> bool:
        try:
            store.changes.transition(approved, State.APPLYING, action("the-same"))
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(50) as threads:
        assert sum(threads.map(apply, range(50))) == 1
    assert [record.id for record in store.log.of_change("c1")].count("the-same") == 1


def test_approvals_add_up_and_each_has_its_record(store: Store) -> None:
    asked = store.changes.propose(change(), action("a1"))
    first = Approval("U2", PLAN.fingerprint, NOW)
    second = Approval("U3", PLAN.fingerprint, NOW)

    once = store.changes.note(asked, action("a2", who="U2"), approvals=(first,))
    twice = store.changes.transition(
        once, State.APPROVED, action("a3", who="U3"), approvals=(first, second)
    )

    assert (once.state, once.approvals) == (State.PROPOSED, (first,))
    assert (twice.state, twice.approved_by()) == (State.APPROVED, ("U2", "U3"))
    assert store.changes.get("c1") == twice
    with pytest.raises(Conflict) as refused:
        store.changes.note(asked, action("a4", who="U3"), approvals=(second,))
    assert refused.value.current == twice


def test_two_approvals_of_one_copy_lose_none(store: Store) -> None:
    asked = store.changes.propose(change(), action("a1"))
    first = Approval("U2", PLAN.fingerprint, NOW)
    once = store.changes.note(asked, action("a2", who="U2"), approvals=(first,))

    with pytest.raises(Conflict) as refused:
        second = Approval("U3", PLAN.fingerprint, NOW)
        store.changes.note(asked, action("a3", who="U3"), approvals=(second,))

    assert refused.value.current == once == store.changes.get("c1")


def test_a_new_plan_moves_what_the_change_touches(store: Store) -> None:
    asked = store.changes.propose(change(), action("a1"))
    other = KEY.replace("1234abcd", "ffffffff")
    plan = replace(PLAN, resource=other, writes=())

    noted = store.changes.note(asked, action("a2"), plan=plan)

    assert store.changes.open_changes(other) == (noted,)
    assert store.changes.open_changes(KEY) == ()


def test_a_record_id_that_is_taken_stops_the_step_and_says_so(store: Store) -> None:
    asked = store.changes.propose(change(), action("a1"))
    with pytest.raises(StoreError, match=r"budget-check-log holds a record 'a1' already"):
        store.changes.transition(asked, State.APPROVED, action("a1"))
    assert store.changes.get("c1") == asked


def test_a_step_under_a_lease_needs_the_lease(store: Store) -> None:
    approved = brought_to(store, State.APPROVED)
    mine = store.leases.take([KEY], "c1", NOW, 60)
    assert mine is not None
    assert store.leases.take([KEY], "other", NOW + timedelta(seconds=61), 60)

    with pytest.raises(LeaseLost, match=KEY):
        store.changes.transition(approved, State.APPLYING, action("late"), lease=mine)
    assert store.changes.get("c1") == approved
    assert store.log.of_change("c1")[-1].id != "late"


def test_a_step_under_a_held_lease_is_taken(store: Store) -> None:
    approved = brought_to(store, State.APPROVED)
    mine = store.leases.take([KEY], "c1", NOW, 60)
    applying = store.changes.transition(approved, State.APPLYING, action("go"), lease=mine)
    assert store.changes.get("c1") == applying


def test_the_table_names_are_the_settings() -> None:
    assert TABLES.log == "budget-check-log"
