"""What a proof is asked with and answered by."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.change.change import ChangePlace
from bot.core.proof.alarm_plan import AlarmProofPlan
from bot.core.proof.plan import ProofPlan


@dataclass(frozen=True, slots=True)
class ProofRequest:
    """Who asks for a proof of which budget on which topic, where, and by which job.

    `budget` may stand for an alarm (`bot.core.proof.subject`).
    """

    who: str
    account: str
    budget: str
    topic: str
    place: ChangePlace
    job: str


@dataclass(frozen=True, slots=True)
class ProofPreview:
    """A plan to be looked at: `id` is the proof's, `note` is said first."""

    plan: ProofPlan | AlarmProofPlan
    id: str
    note: str = ""
