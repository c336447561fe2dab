"""What a proof is asked with and answered by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.aws.apply import Result
from bot.aws.proving import Order
from bot.core.change import Place
from bot.core.model import Unread
from bot.core.proving.plan import ProofPlan


class Budgets(Protocol):
    """`bot.aws.proving.ProofBudgets`."""

    def why_not(self, account: str) -> str:
        """Why no temporary budget can be made in this account; "" where it can."""

    def make(self, order: Order) -> Result:
        """Make it, once."""

    def remove(self, account: str, name: str) -> Result:
        """Remove it, once."""

    def is_there(self, account: str, name: str) -> bool | Unread:
        """Whether it is there."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Who asks for a proof of which budget on which topic, where, and by which job."""

    who: str
    account: str
    budget: str
    topic: str
    place: Place
    job: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A plan to be looked at: `id` is the proof's, `note` is said first."""

    plan: ProofPlan
    id: str
    note: str = ""
