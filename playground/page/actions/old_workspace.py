"""The workspace refuses the blocks of 2026, as one does that Slack's rollout has not reached."""

from __future__ import annotations

from playground.page.actions import Event
from playground.page.session import Session

_ID = "old-workspace"


def _turn(session: Session, _budget: str) -> str:
    workspace = session.slack.workspace
    if _ID not in session.switched_on:
        session.switched_on.add(_ID)
        workspace.old = True
        return "Slack now refuses tables, charts and folded parts: the bot says the same in text."
    session.give_bot(dict(session.bot_settings))  # it remembers for a day what Slack refused
    session.switched_on.discard(_ID)
    workspace.old = False
    return "The bot has started anew: Slack takes tables, charts and folded parts again."


EVENT = Event(
    id=_ID,
    title="Slack refuses the blocks of 2026",
    says="As a workspace does that Slack's rollout has not reached yet.",
    place=9,
    act=_turn,
    trouble="Slack refuses the blocks of 2026",
    meanwhile=lambda session, _budget: "The bot starts anew." if _ID in session.switched_on else "",
)
