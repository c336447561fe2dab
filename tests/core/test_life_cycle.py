"""The tables of the life cycles: what must hold of each, whatever its events are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.core.change.events import DUE, EVENTS, UNDOABLE, Chore, EventType
from bot.core.change.state import STANDS, State
from bot.core.life_cycle import Heard, Transition
from bot.core.proof.alarm_run import (
    ALARM_PROOF_EVENTS,
    ALARM_PROOF_STANDS,
    AlarmOutcome,
    AlarmProofEvent,
)
from bot.core.proof.run import PROOF_EVENTS, PROOF_STANDS, Outcome, ProofEvent

Table = Mapping[Any, Transition[Any]]
EVERY = pytest.mark.parametrize(
    ("table", "events", "states"),
    [
        (EVENTS, EventType, State),
        (PROOF_EVENTS, ProofEvent, Outcome),
        (ALARM_PROOF_EVENTS, AlarmProofEvent, AlarmOutcome),
    ],
    ids=["change", "proof", "alarm proof"],
)
FINAL = {State.REFUSED, State.FAILED, State.EXPIRED, State.UNDONE}
"""From the page, not from the table (docs/architecture.md, "A change")."""
WAY_OUT = {
    Chore.EXPIRE: {EventType.LAPSED, EventType.EXPIRED},
    Chore.REMIND: {EventType.EXPIRED},
    Chore.QUEUE: {EventType.CLAIMED, EventType.STOPPED, EventType.EXPIRED},
    Chore.GATE: {EventType.RELEASED, EventType.TURNED_DOWN, EventType.EXPIRED},
    Chore.SETTLE: {EventType.STOPPED, EventType.APPLIED, EventType.UNVERIFIED, EventType.FAILED},
    Chore.RECHECK: {EventType.APPLIED, EventType.FAILED},
}
"""What may become of a change that the schedule finds."""


def steps(table: Table) -> list[tuple[Any, Any]]:
    return [(old, row.to) for row in table.values() if row.to for old in row.source]


@EVERY
def test_each_event_has_its_row_and_each_state_its_words(
    table: Table, events: Any, states: Any
) -> None:
    assert set(table) == set(events)
    assert set(states) <= {*STANDS, *PROOF_STANDS, *ALARM_PROOF_STANDS}


@EVERY
def test_every_state_is_reachable(table: Table, events: Any, states: Any) -> None:
    reached = {row.to for row in table.values() if row.to and not row.source}
    assert len(reached) == 1, "there is one beginning"
    while more := {new for old, new in steps(table) if old in reached} - reached:
        reached |= more
    assert reached == set(states)


def test_every_event_of_a_change_that_is_public_has_a_headline_and_no_other() -> None:
    for event, row in EVENTS.items():
        assert bool(row.headline) is (row.heard >= Heard.THREAD), event


@EVERY
def test_every_step_is_in_the_log(table: Table, events: Any, states: Any) -> None:
    assert [event for event, row in table.items() if row.to and not row.log] == []


def test_no_event_leads_from_a_final_state() -> None:
    """Nothing brings back what is over; only an undo takes back what is applied."""
    assert {old for old, _ in steps(EVENTS)} == set(State) - FINAL
    assert {new for old, new in steps(EVENTS) if old is State.APPLIED} == {State.UNDONE}
    over = {old for row in PROOF_EVENTS.values() if row.to for old in row.source}
    assert over == {Outcome.RUNNING}
    alarms = {old for row in ALARM_PROOF_EVENTS.values() if row.to for old in row.source}
    assert alarms == {AlarmOutcome.RUNNING}


def test_every_state_that_goes_on_has_a_way_out_that_the_schedule_finds() -> None:
    assert set(DUE) == set(State) - FINAL - {State.APPLIED}
    for state, due in DUE.items():
        leads = [one for one in WAY_OUT[Chore(due.chore)] if state in one.row.source]
        assert {one.row.to for one in leads} - {state, None}, state


def test_all_events_that_lead_to_a_state_leave_the_same_to_the_schedule() -> None:
    for row in EVENTS.values():
        due = DUE.get(row.to) if row.to else None
        if row.to:
            assert (row.due is None) is (due is None), row
        if row.due and due:
            assert (row.due.chore, row.due.every) == (due.chore, due.every), row


def test_a_proof_is_looked_at_until_its_budget_is_gone() -> None:
    done = {event for event, row in PROOF_EVENTS.items() if row.source and row.due is None}
    assert done == {ProofEvent.FAILED, ProofEvent.CLEANED, ProofEvent.FREED}
    to_clean = set(Outcome) - {Outcome.RUNNING, Outcome.FAILED}
    for event in (ProofEvent.CLEANED, ProofEvent.FREED, ProofEvent.STUCK):
        assert event.row.source == to_clean


def test_a_proof_is_looked_at_until_its_alarm_is_gone() -> None:
    rows = ALARM_PROOF_EVENTS.items()
    done = {event for event, row in rows if row.source and row.due is None}
    assert done == {AlarmProofEvent.FAILED, AlarmProofEvent.CLEANED, AlarmProofEvent.FREED}
    to_clean = set(AlarmOutcome) - {AlarmOutcome.RUNNING}
    for event in (AlarmProofEvent.CLEANED, AlarmProofEvent.FREED, AlarmProofEvent.STUCK):
        assert event.row.source == to_clean


def test_what_comes_of_a_proof_is_told_once_and_its_steps_are_not() -> None:
    told = {event for event, row in ALARM_PROOF_EVENTS.items() if row.heard}
    ends = {
        event
        for event, row in ALARM_PROOF_EVENTS.items()
        if row.to not in {None, AlarmOutcome.RUNNING}
    }
    assert told == ends | {AlarmProofEvent.FREED, AlarmProofEvent.STUCK}


def test_what_is_told_while_it_is_so_stands_somewhere() -> None:
    fading = {event for event, row in EVENTS.items() if row.fades}
    assert fading == {EventType.REMINDER, EventType.UNSURE, EventType.UNVERIFIED}
    for event in fading:
        assert len(event.row.left_in) == 1


def test_what_stands_in_aws_can_be_undone() -> None:
    assert {State.APPLIED, State.UNVERIFIED} == UNDOABLE


def test_words_of_the_log_are_those_that_people_and_alarms_know() -> None:
    """They are in the logs of those who run it, and in their filters."""
    assert {event.name: row.log for event, row in EVENTS.items() if row.log} == {
        "PROPOSED": "proposed",
        "REPLANNED": "planned anew",
        "CANNOT": "stopped before any write",
        "LAPSED": "expired",
        "ASKED": "asked for approval",
        "AGREED": "approved",
        "SUBMITTED": "submitted, no approval needed",
        "APPROVED": "approved",
        "GATED": "waits for a change request",
        "GATE_SEEN": "looked at the change request",
        "RELEASED": "released",
        "TURNED_DOWN": "turned down",
        "REJECTED": "rejected",
        "EXPIRED": "expired",
        "CLAIMED": "began",
        "COMPARED": "compared",
        "INTENDED": "intends to write",
        "WROTE": "wrote",
        "FOUND": "found written",
        "NOT_WRITTEN": "did not write",
        "UNSURE": "got no answer",
        "SETTLING": "settles",
        "STOPPED": "stopped before any write",
        "APPLIED": "applied",
        "NOT_ENOUGH": "applied",
        "WRITTEN_OVER": "may have written over somebody's edit",
        "UNVERIFIED": "not verified yet",
        "FAILED": "failed",
        "UNDONE": "undone",
        "REFUSED": "refused",
        "LATE": "refused",
    }
    assert [row.log for row in PROOF_EVENTS.values()] == [
        "intends to make a temporary budget",
        "made the temporary budget",
        "found the temporary budget made",
        "got the proof's alert",
        "waits for the proof's alert",
        "proved: the alert arrived",
        "no alert came in time",
        "ended the proof",
        "could not make the temporary budget",
        "removed the temporary budget",
        "removed the temporary budget",
        "could not remove the temporary budget",
        "refused",
    ]
    assert [row.log for row in ALARM_PROOF_EVENTS.values()] == [
        "intends to make a temporary alarm",
        "made the temporary alarm",
        "intends to set the temporary alarm to ALARM",
        "set the temporary alarm to ALARM",
        "proved: the topic accepted a real alarm",
        "a real alarm was refused",
        "AWS did not show what became of a real alarm",
        "could not make the temporary alarm",
        "could not set the temporary alarm",
        "was interrupted before the temporary alarm was set",
        "removed the temporary alarm",
        "removed the temporary alarm",
        "could not remove the temporary alarm",
        "refused",
    ]
