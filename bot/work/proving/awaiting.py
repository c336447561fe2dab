"""What an alert that comes in means for a proof: seen, and proved once AWS shows the ALARM.

SNS does not say who published, so the message alone proves nothing (DESIGN section 6). This needs
no right to write to AWS: the function that takes alerts has none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.core.jobs import Job, Place
from bot.core.jobs.proofs import Proved
from bot.core.model import Unread
from bot.core.proving.run import Outcome, Proof
from bot.store.proofs import Proofs
from bot.work.proving import says
from bot.work.proving.records import Did, of_step
from bot.work.proving.telling import Teller, Word
from bot.work.reader import Reader


@dataclass(frozen=True, slots=True)
class Awaiting:
    """Takes the alerts of proofs. Its methods raise StoreError."""

    reader: Reader
    proofs: Proofs
    teller: Teller
    clock: Callable[[], datetime]

    def seen(self, proof: Proof, at: datetime) -> Proof:
        """The proof's alert came in `at`; the proof as it is then."""
        now = self.clock()
        if proof.seen_at is None:
            record = of_step(proof, Did.SEEN, now)
            kept = self.proofs.step(proof, record, now, seen_at=at)
            if kept is None:
                again = self.proofs.get(proof.id)
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
        now = self.clock()
        done = self.proofs.step(
            proof,
            of_step(proof, Did.ARRIVED, now, why=says.arrived(proof)),
            now,
            outcome=Outcome.ARRIVED,
            arrived_at=proof.seen_at,
        )
        if done is None:
            return proof
        self.teller.say(done, Word.ARRIVED, says.arrived(done))
        self._tell_threads(done)
        return done

    def _tell_threads(self, proof: Proof) -> None:
        """The threads of the budget's alerts wait for an alert too: this is one."""
        at = proof.arrived_at or self.clock()
        what = Proved(proof.account, proof.budget, proof.topic, at.isoformat())
        self.teller.queue.send(Job(f"{proof.id}.arrived", Place("", "", ""), what))

    def _in_alarm(self, proof: Proof) -> bool:
        """The temporary budget has one notification."""
        notifications = self.reader.facts(proof.account, proof.name).notifications
        if isinstance(notifications, Unread):
            return False
        return any(one.state == "ALARM" and one.topic == proof.topic for one in notifications)
