"""What an alert that comes in means for a proof: seen, and proved once AWS shows the ALARM.

SNS does not say who published, so the message alone proves nothing (docs/architecture.md, "Proof").
This needs no right to write to AWS: the function that takes alerts has none.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from bot.core.alerts.message import Alert
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.proof_steps import Proved
from bot.core.model.read import ReadFailed
from bot.core.outgoing import Outgoing
from bot.core.proof.names import PREFIX, id_of
from bot.core.proof.run import Proof, ProofEvent
from bot.features.proof import texts
from bot.features.proof.advance import advance
from bot.jobs.context import Context
from bot.jobs.outbox import kept

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ProofArrivals:
    """Takes the alerts of proofs. Its methods raise StoreError."""

    context: Context

    def seen(self, proof: Proof, at: datetime) -> Proof:
        """The proof's alert came in `at`; the proof as it is then."""
        if proof.seen_at is None:
            kept = advance(self.context, proof, ProofEvent.SEEN, seen_at=at)
            if kept is None:
                again = self.context.store.proofs.get(proof.id)
                moved = again is not None and again.runs and again.version != proof.version
                return self.seen(again, at) if moved and again else proof
            proof = kept
        return self.complete(proof)

    def complete(self, proof: Proof) -> Proof:
        """Proved, where AWS shows the ALARM; else as it was, and the schedule looks again.

        Its budget is removed by the schedule, which may.
        """
        if not proof.runs or proof.seen_at is None or not self._in_alarm(proof):
            return proof
        at, also = proof.seen_at, self._threads
        done = advance(self.context, proof, ProofEvent.ARRIVED, also=also, arrived_at=at)
        return done or proof

    def _threads(self, proof: Proof) -> tuple[Outgoing, ...]:
        """The threads of the budget's alerts wait for an alert too: this is one."""
        at = proof.arrived_at or self.context.clock()
        what = Proved(proof.account, proof.budget, proof.topic, at.isoformat())
        job = Job(f"{proof.id}.arrived", NOBODY, what)
        return (kept(self.context, f"{proof.id}.threads", job),)

    def _in_alarm(self, proof: Proof) -> bool:
        """The temporary budget has one notification."""
        notifications = self.context.reader.facts(proof.account, proof.name).notifications
        if isinstance(notifications, ReadFailed):
            return False
        return any(one.state == "ALARM" and one.topic == proof.topic for one in notifications)


def proof_arrived(
    context: Context, alert: Alert, at: datetime | None = None, topic: str = ""
) -> bool:
    """True for an alert of a temporary budget: it is taken here, and never posted as an alert.

    `at` is when it came in (now, without it), `topic` the ARN of the topic that it came over, ""
    where that is not known. A proof that is not known or over gets a line in the log and no more.
    Raises StoreError.
    """
    if not alert.budget.startswith(PREFIX):
        return False
    id = id_of(alert.budget)
    proof = context.store.proofs.get(id) if id else None
    why = _why_not(proof, alert, topic)
    if proof is None or why:
        _log.warning("The alert of %s (account %s) %s", alert.budget, alert.account, why)
        return True
    ProofArrivals(context).seen(proof, at or context.clock())
    return True


def _why_not(proof: Proof | None, alert: Alert, topic: str) -> str:
    if proof is None:
        return texts.NO_PROOF
    if alert.account != proof.account or topic not in {"", proof.topic}:
        return texts.FROM_ELSEWHERE.format(topic=proof.topic)
    return "" if proof.runs else texts.CAME_LATE.format(outcome=proof.outcome)
