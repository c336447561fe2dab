"""A change needs another mender's approval before it runs."""

from __future__ import annotations

from playground.page.actions import Event
from playground.page.session import Session

_ID = "approval-needed"


def _turn(session: Session, _budget: str) -> str:
    if _ID in session.switched_on:
        session.give_bot({})
        session.switched_on.discard(_ID)
        return "The bot has started anew: whoever may mend does so alone."
    session.give_bot({"APPROVALS": "1"})
    session.switched_on.add(_ID)
    return (
        "The bot has started anew with APPROVALS=1: submit a change, then become another mender "
        "and approve it in its thread."
    )


EVENT = Event(
    id=_ID,
    title="Changes need an approval",
    says="The bot starts anew, and another mender must approve each change before it runs.",
    place=8,
    act=_turn,
    trouble="Another mender must approve each change",
    meanwhile=lambda _session, _budget: "The bot starts anew.",
)
