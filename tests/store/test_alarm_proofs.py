"""Proofs by an alarm: beside those by a budget, one on each topic, found again when due."""

from __future__ import annotations

from datetime import timedelta

from bot.core.change.change import ChangePlace
from bot.core.change.log_record import LogRecord
from bot.core.proof.alarm_run import LEFT_AFTER, AlarmOutcome, AlarmProof, AlarmProofEvent
from bot.store.alarm_proofs import AlarmProofs
from bot.store.proofs import Proofs
from tests.store.conftest import TABLES, Store
from tests.store.test_proofs import PROOF as BY_BUDGET
from tests.store.test_proofs import record as of_budget
from tests.store.things import ACCOUNT, NOW, TOPIC

ALARM = f"alarm:arn:aws:cloudwatch:eu-west-1:{ACCOUNT}:alarm:cpu-high"
PROOF = AlarmProof(
    id="0123abcd",
    account=ACCOUNT,
    budget=ALARM,
    topic=TOPIC,
    requester="U1",
    place=ChangePlace("C1", thread="1.1"),
    begun=NOW,
)


def record(id: str) -> LogRecord:
    return LogRecord(id, NOW, "U1", "proves", ACCOUNT, ALARM, change=PROOF.id, fix="prove")


def test_its_life(store: Store) -> None:
    proofs = AlarmProofs(store.client, TABLES, store.lines.append, pause=store.pauses.append)
    assert proofs.begin(PROOF, record("begin"))
    assert not proofs.begin(PROOF, record("again"))
    assert proofs.get(PROOF.id) == proofs.on_topic(TOPIC) == PROOF
    assert proofs.due(NOW).items == ()
    ((found, at),) = proofs.due(NOW + LEFT_AFTER).items
    assert (found, at) == (PROOF, NOW + LEFT_AFTER)
    made = proofs.advance(PROOF, AlarmProofEvent.MADE, record("made"))
    assert made
    meant = proofs.advance(made, AlarmProofEvent.INTENDED, record("meant"), set_at=NOW)
    assert meant and meant.set_at == NOW
    assert proofs.advance(made, AlarmProofEvent.INTENDED, record("late"), set_at=NOW) is None
    over = proofs.advance(meant, AlarmProofEvent.ACCEPTED, record("over"), told_at=NOW)
    assert over and over.outcome is AlarmOutcome.ACCEPTED and not over.removed
    assert proofs.advance(over, AlarmProofEvent.REJECTED, record("not")) is None
    gone = proofs.advance(over, AlarmProofEvent.CLEANED, record("gone"))
    assert gone and gone.removed and proofs.on_topic(TOPIC) is None
    assert proofs.due(NOW + timedelta(days=2)).items == ()


def test_one_kind_does_not_wait_for_the_other(store: Store) -> None:
    alarms = AlarmProofs(store.client, TABLES, store.lines.append)
    budgets = Proofs(store.client, TABLES, store.lines.append)
    assert budgets.begin(BY_BUDGET, of_budget("begin"))
    assert alarms.begin(PROOF, record("begin"))
    later = NOW + timedelta(days=2)
    assert [one.id for one, _ in alarms.due(later).items] == [PROOF.id]
    assert [one.id for one, _ in budgets.due(later).items] == [BY_BUDGET.id]
