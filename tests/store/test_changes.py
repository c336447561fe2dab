"""The state machine over the embedded DynamoDB."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.change.change import Approval, Change, ChangePlace
from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.errors import StoreError
from bot.store.conflict import Conflict, LeaseLost
from tests.store.conftest import TABLES, Store
from tests.store.things import KEY, NOW, PLAN, action, brought_to, change, steps_from


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
    with pytest.raises(ValueError, match="begins as previewed"):
        store.changes.propose(change(state=State.APPLIED), action("a1"))
    with pytest.raises(ValueError, match="record of 'other'"):
        store.changes.propose(change(), action("a1", "other"))


ALLOWED = [(state, event) for state in State for event in steps_from(state)]


@pytest.mark.parametrize(("start", "event"), ALLOWED, ids=str)
def test_each_step_that_exists_works(store: Store, start: State, event: EventType) -> None:
    before = brought_to(store, start)

    record = action("last", why="because")
    after = store.changes.advance(before, event, record, outcome="done")

    row = event.row
    assert row.to
    expires = NOW + row.lasts if row.lasts else before.expires
    assert after == replace(
        before,
        state=row.to,
        version=before.version + 1,
        outcome="done",
        expires=expires,
        since=record.at,
    )
    assert store.changes.get("c1") == after
    assert record in store.log.of_change("c1")
    assert len(store.lines) == after.version


@pytest.mark.parametrize("start", State)
def test_every_other_is_refused(store: Store, start: State) -> None:
    before = brought_to(store, start)

    for event in set(EventType) - set(steps_from(start)):
        with pytest.raises(Conflict) as refused:
            store.changes.advance(before, event, action(f"to-{event}"))
        assert refused.value.current == before

    assert store.changes.get("c1") == before
    assert len(store.log.of_change("c1")) == before.version == len(store.lines)


def test_a_stale_copy_is_refused_with_the_change_as_it_is(store: Store) -> None:
    stale = store.changes.propose(change(), action("a1"))
    current = store.changes.advance(stale, EventType.LAPSED, action("a2"))

    with pytest.raises(Conflict, match="change c1 is expired now") as refused:
        store.changes.advance(stale, EventType.SUBMITTED, action("a3"))

    assert refused.value.current == current
    assert [record.id for record in store.log.of_change("c1")] == ["a1", "a2"]


def test_a_change_that_does_not_exist_is_a_conflict_without_a_current_one(store: Store) -> None:
    with pytest.raises(Conflict, match="there is no change c1") as refused:
        store.changes.advance(change(), EventType.SUBMITTED, action("a1"))
    assert refused.value.current is None
    assert store.log.of_change("c1") == ()
    assert store.changes.get("c1") is None


def test_fifty_at_once_one_wins_and_there_is_one_record(store: Store) -> None:
    approved = brought_to(store, State.APPROVED)

    def apply(number: int) -> Change | Conflict:
        try:
            return store.changes.advance(approved, EventType.CLAIMED, action(f"try-{number}"))
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
            store.changes.advance(approved, EventType.CLAIMED, action("the-same"))
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(50) as threads:
        assert sum(threads.map(apply, range(50))) == 1
    assert [record.id for record in store.log.of_change("c1")].count("the-same") == 1


def test_approvals_add_up_and_each_has_its_record(store: Store) -> None:
    asked = brought_to(store, State.WAITING)
    first = Approval("U2", PLAN.fingerprint, NOW)
    second = Approval("U3", PLAN.fingerprint, NOW)

    once = store.changes.advance(asked, EventType.AGREED, action("a2"), approvals=(first,))
    twice = store.changes.advance(
        once, EventType.APPROVED, action("a3", who="U3"), approvals=(first, second)
    )

    assert (once.state, once.approvals) == (State.WAITING, (first,))
    assert (twice.state, twice.approved_by()) == (State.APPROVED, ("U2", "U3"))
    assert store.changes.get("c1") == twice
    with pytest.raises(Conflict) as refused:
        store.changes.advance(asked, EventType.AGREED, action("a4"), approvals=(second,))
    assert refused.value.current == twice


def test_two_approvals_of_one_copy_lose_none(store: Store) -> None:
    asked = brought_to(store, State.WAITING)
    first = Approval("U2", PLAN.fingerprint, NOW)
    once = store.changes.advance(asked, EventType.AGREED, action("a2"), approvals=(first,))

    with pytest.raises(Conflict) as refused:
        second = Approval("U3", PLAN.fingerprint, NOW)
        store.changes.advance(asked, EventType.AGREED, action("a3"), approvals=(second,))

    assert refused.value.current == once == store.changes.get("c1")


def test_a_new_plan_moves_what_the_change_touches(store: Store) -> None:
    asked = store.changes.propose(change(), action("a1"))
    other = KEY.replace("1234abcd", "ffffffff")
    plan = replace(PLAN, resource=other, writes=())

    noted = store.changes.advance(asked, EventType.REPLANNED, action("a2"), plan=plan)

    assert store.changes.open_changes(other) == (noted,)
    assert store.changes.open_changes(KEY) == ()


def test_a_record_id_that_is_taken_stops_the_step_and_says_so(store: Store) -> None:
    asked = store.changes.propose(change(), action("a1"))
    with pytest.raises(StoreError, match=r"budget-check-log holds a record 'a1' already"):
        store.changes.advance(asked, EventType.SUBMITTED, action("a1"))
    assert store.changes.get("c1") == asked


def test_a_step_under_a_lease_needs_the_lease(store: Store) -> None:
    approved = brought_to(store, State.APPROVED)
    mine = store.leases.take([KEY], "c1", NOW, 60)
    assert mine is not None
    assert store.leases.take([KEY], "other", NOW + timedelta(seconds=61), 60)

    with pytest.raises(LeaseLost, match=KEY):
        store.changes.advance(approved, EventType.CLAIMED, action("late"), lease=mine)
    assert store.changes.get("c1") == approved
    assert store.log.of_change("c1")[-1].id != "late"


def test_a_step_under_a_held_lease_is_taken(store: Store) -> None:
    approved = brought_to(store, State.APPROVED)
    mine = store.leases.take([KEY], "c1", NOW, 60)
    applying = store.changes.advance(approved, EventType.CLAIMED, action("go"), lease=mine)
    assert store.changes.get("c1") == applying


OLD = [((), State.PREVIEWED), ((Approval("U1", PLAN.fingerprint, NOW),), State.WAITING)]
OVER = {State.PREVIEWED: EventType.SUBMITTED, State.WAITING: EventType.APPROVED}


@pytest.mark.parametrize(("approvals", "state"), OLD, ids=["looked at", "submitted"])
def test_what_the_version_before_kept_is_read_and_goes_on(
    store: Store, approvals: tuple[Approval, ...], state: State
) -> None:
    """It had one state, "proposed", for what is looked at and for what waits for approvals."""
    made = store.changes.propose(change(approvals=approvals), action("a1"))
    store.client.update_item(
        TableName=TABLES.changes,
        Key={"pk": {"S": "change:c1"}},
        UpdateExpression="SET #state = :old",
        ExpressionAttributeNames={"#state": "state"},
        ExpressionAttributeValues={":old": {"S": "proposed"}},
    )
    old = store.changes.get("c1")
    assert old == replace(made, state=state)
    assert store.changes.open_changes(KEY) == (old,)
    assert [one.change for one in store.changes.due(NOW + timedelta(days=2)).items] == [old]
    approved = store.changes.advance(old, OVER[state], action("a2"))
    assert store.changes.get("c1") == approved
    assert approved.state is State.APPROVED


def test_the_table_names_are_the_settings() -> None:
    assert TABLES.log == "budget-check-log"
