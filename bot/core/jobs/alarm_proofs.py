"""What there is to do by itself about proofs by a temporary alarm: job kinds like those of
`bot.core.jobs`. What people press is `bot.core.jobs.proofs`.
"""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


class LookAtAlarmProof(NamedTuple):
    """Do what a proof is due for."""

    proof: str


class PostAlarmProof(NamedTuple):
    """What came of a proof, or of its alarm, in its thread; `mark` is what it is found by."""

    proof: str
    mark: str
    says: str


What = LookAtAlarmProof | PostAlarmProof
KINDS = kinds(
    {
        "alarm-proof.look": JobKind(LookAtAlarmProof, "itself", "mend", "engine"),
        "alarm-proof.tell": JobKind(PostAlarmProof, "itself", "alerts", "tables"),
    }
)
"""By the name that travels."""
