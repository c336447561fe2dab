"""What there is to do about proofs by a real alert: job kinds like those of `bot.core.jobs`."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind


class PreviewProof(NamedTuple):
    """The button Prove it with a real alert; `thread` is the ts of the thread it was pressed in.

    `view` is the loading view's id, empty where none opened.
    """

    account: str
    budget: str
    topic: str
    view: str = ""
    thread: str = ""


class PreviewAnswerProof(NamedTuple):
    """The same of the topic whose row in an answer it was pressed in."""

    answer: str
    row: int
    view: str = ""
    thread: str = ""


class Prove(NamedTuple):
    """A proof's preview that was submitted; `proof` is the id that it will have.

    `fingerprint` is that of the plan that the person saw, `typed` what they typed.
    """

    proof: str
    account: str
    budget: str
    topic: str
    fingerprint: str
    thread: str
    typed: str
    view: str


class EndProof(NamedTuple):
    """The button End the proof."""

    proof: str


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


What = (
    PreviewProof
    | PreviewAnswerProof
    | Prove
    | EndProof
    | LookAtProof
    | ShowProof
    | PostProofEvent
    | Proved
)
KINDS = {
    "proof.preview": JobKind(PreviewProof, "person", "mend", "engine", "proof", "proof"),
    "proof.answer": JobKind(PreviewAnswerProof, "person", "mend", "engine", "answer", "proof"),
    "proof.new": JobKind(Prove, "person", "mend", "engine", "proof", "proof"),
    "proof.end": JobKind(EndProof, "person", "mend", "engine", "proof"),
    "proof.look": JobKind(LookAtProof, "itself", "mend", "engine"),
    "proof.reply": JobKind(ShowProof, "itself", "alerts", "tables"),
    "proof.tell": JobKind(PostProofEvent, "itself", "alerts", "tables"),
    "proof.arrived": JobKind(Proved, "nobody", "alerts", "tables"),
}
"""By the name that travels."""
