"""Proofs: one on each topic, each step with its record, found again when they are due."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.change.change import ChangePlace
from bot.core.change.log_record import LogRecord
from bot.core.proof.run import LIVES, Outcome, Proof, ProofEvent
from bot.errors import StoreError
from bot.store.proofs import Proofs
from bot.store.threads import Threads
from tests.store.conftest import TABLES, Store
from tests.store.things import ACCOUNT, BUDGET, NOW, TOPIC

PROOF = Proof(
    id="abcdef123456",
    account=ACCOUNT,
    budget=BUDGET,
    topic=TOPIC,
    unit="USD",
    requester="U1",
    place=ChangePlace("C1", thread="1.1"),
    begun=NOW,
    until=NOW + LIVES,
)
SOON = NOW + timedelta(minutes=6)


@pytest.fixture
def proofs(store: Store) -> Proofs:
    return Proofs(store.client, TABLES, store.lines.append, pause=store.pauses.append)


def record(id: str, of: str = PROOF.id) -> LogRecord:
    return LogRecord(id, NOW, "U1", "proves", ACCOUNT, BUDGET, change=of, fix="prove")


def stepped(proofs: Proofs, proof: Proof, event: ProofEvent, **sets: Any) -> Proof | None:
    return proofs.advance(proof, event, record(f"step.{proof.version}", proof.id), **sets)


def test_one_on_a_topic_at_a_time(proofs: Proofs, store: Store) -> None:
    second = replace(PROOF, id="another12345")
    assert proofs.begin(PROOF, record("begin"))
    assert not proofs.begin(PROOF, record("again"))
    assert not proofs.begin(second, record("begin", second.id))
    assert proofs.get(PROOF.id) == proofs.on_topic(TOPIC) == PROOF
    assert proofs.get(second.id) is None
    assert [line["id"] for line in store.lines] == ["begin"]
    elsewhere = replace(second, topic=f"{TOPIC}-2")
    assert proofs.begin(elsewhere, record("begin", elsewhere.id))


def test_of_many_at_once_one_begins(proofs: Proofs) -> None:
    def begin(n: int) -> bool:
        mine = replace(PROOF, id=f"proof0000{n}")
        return proofs.begin(mine, record("begin", mine.id))

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(begin, range(10))) == 1


def test_the_topic_is_free_once_the_budget_is_gone(proofs: Proofs) -> None:
    proofs.begin(PROOF, record("begin"))
    arrived = stepped(proofs, PROOF, ProofEvent.ARRIVED, arrived_at=SOON)
    assert arrived and proofs.on_topic(TOPIC) == arrived
    gone = stepped(proofs, arrived, ProofEvent.CLEANED)
    assert gone == replace(PROOF, outcome=Outcome.ARRIVED, arrived_at=SOON, removed=True, version=3)
    assert proofs.on_topic(TOPIC) is None and proofs.get(PROOF.id) == gone
    assert proofs.due(NOW + LIVES).items == ()
    assert proofs.begin(replace(PROOF, id="another12345"), record("b", "another12345"))


def test_of_two_who_step_one_does_and_leaves_a_record(proofs: Proofs, store: Store) -> None:
    proofs.begin(PROOF, record("begin"))
    assert stepped(proofs, PROOF, ProofEvent.MADE)
    assert proofs.advance(PROOF, ProofEvent.EXPIRED, record("late")) is None
    assert [one.id for one in store.log.of_change(PROOF.id)] == ["begin", "step.1"]


OVER = [ProofEvent.ARRIVED, ProofEvent.EXPIRED, ProofEvent.ENDED, ProofEvent.FAILED]


@pytest.mark.parametrize("over", OVER)
def test_what_is_over_stays_as_it_is(proofs: Proofs, over: ProofEvent) -> None:
    proofs.begin(PROOF, record("begin"))
    now = stepped(proofs, PROOF, over)
    assert now and now.outcome == over.value
    for other in ProofEvent:
        if other.row.to is not None:
            assert stepped(proofs, now, other) is None
    assert proofs.get(PROOF.id) == now


def test_it_is_due_and_one_of_two_schedules_takes_it(proofs: Proofs) -> None:
    proofs.begin(PROOF, record("begin"))
    assert proofs.due(NOW).items == ()
    ((found, at),) = proofs.due(SOON).items
    assert (found, at) == (PROOF, SOON)
    later = SOON + timedelta(minutes=6)
    assert proofs.postpone(found, at, later)
    assert not proofs.postpone(found, at, later)
    assert proofs.due(SOON).items == () and len(proofs.due(later).items) == 1


def test_a_record_that_is_there_already_is_no_conflict_to_hide(proofs: Proofs) -> None:
    proofs.begin(PROOF, record("begin"))
    with pytest.raises(StoreError, match="holds a record 'begin' already"):
        proofs.advance(PROOF, ProofEvent.MADE, record("begin"))


def test_the_threads_reminders_and_the_proofs_keep_apart(proofs: Proofs, store: Store) -> None:
    proofs.begin(PROOF, record("begin"))
    assert Threads(store.client, TABLES).due(NOW + LIVES).items == ()
