"""A change needs another mender's approval before it runs."""

from __future__ import annotations

from playground.page.happening import Event
from playground.page.stage import Stage

_ID = "approval-needed"


def _turn(stage: Stage, _budget: str) -> str:
    if _ID in stage.switched_on:
        stage.give_bot({})
        stage.switched_on.discard(_ID)
        return "The bot has started anew: whoever may mend does so alone."
    stage.give_bot({"APPROVALS": "1"})
    stage.switched_on.add(_ID)
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
    meanwhile=lambda _stage, _budget: "The bot starts anew.",
)
