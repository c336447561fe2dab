"""The jobs of a proof by a real alert that people press; its own are `proof_steps`."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


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


What = PreviewProof | PreviewAnswerProof | Prove | EndProof
KINDS = kinds(
    {
        "proof.preview": JobKind(PreviewProof, "person", "mend", "engine", "proof", "proof"),
        "proof.answer": JobKind(PreviewAnswerProof, "person", "mend", "engine", "answer", "proof"),
        "proof.new": JobKind(Prove, "person", "mend", "engine", "proof", "proof"),
        "proof.end": JobKind(EndProof, "person", "mend", "engine", "proof"),
    }
)
"""By the name that travels."""
