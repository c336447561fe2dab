"""The jobs that a proof leaves for itself, and for who waits for its alert."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


class LookAtProof(NamedTuple):
    """Do what a proof is due for."""

    proof: str


class ShowProof(NamedTuple):
    """Where a proof stands, in its one reply in the thread: posted, or drawn anew."""

    proof: str


class PostProofEvent(NamedTuple):
    """What who asked for a proof has to hear, in its thread; `mark` is what it is found by."""

    proof: str
    mark: str
    headline: str
    says: str


class Proved(NamedTuple):
    """A proof's alert arrived over `topic` at the time `at` (ISO 8601): threads wait for that."""

    account: str
    budget: str
    topic: str
    at: str


What = LookAtProof | ShowProof | PostProofEvent | Proved
KINDS = kinds(
    {
        "proof.look": JobKind(LookAtProof, "itself", "mend", "engine"),
        "proof.reply": JobKind(ShowProof, "itself", "alerts", "tables"),
        "proof.tell": JobKind(PostProofEvent, "itself", "alerts", "tables"),
        "proof.arrived": JobKind(Proved, "nobody", "alerts", "tables"),
    }
)
"""By the name that travels."""
