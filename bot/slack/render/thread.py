"""The lines in an alert's thread, and the messages of a budget's topic that are no alert."""

from __future__ import annotations

from bot.core.alerts.message import Adjustment, Amount
from bot.core.thread import Thread
from bot.slack.render.message import Message, escape, message
from bot.slack.render.parts import (
    Json,
    clip,
    context,
    header,
    literal,
    ours,
    pieces,
    plain,
    section,
)

_WHOLE = 9_000
"""Of a message of others' text; a post holds 12,000 characters in all."""


def line(id: str, says: str, link: str = "") -> Message:
    """One event. `says` is anybody's text; `link` the address of the whole story in Slack."""
    blocks: list[Json] = [section(plain(says))]
    if link:
        blocks.append(context(ours(f"<{escape(link)}|The whole story>")))
    return message(id, says, blocks)


def other_message(id: str, thread: Thread, account: str) -> Message:
    """A message of AWS Budgets that is not recognised, as text and whole, or cut and said so."""
    shown = clip(thread.text, _WHOLE)
    blocks = [
        header("✉️ AWS Budgets wrote something that budget-check does not know"),
        *(literal(piece) for piece in pieces(shown)),
    ]
    if shown != thread.text:
        blocks.append(section(plain(f"Cut here: the log has it whole, under {thread.id}.")))
    blocks.append(context(plain(_small(thread, account))))
    return message(id, f"AWS Budgets: {thread.text}", blocks)


def adjustment_message(id: str, thread: Thread, found: Adjustment, account: str) -> Message:
    """An auto-adjusting budget got another limit: one line."""
    name = clip(found.budget, 100) or "a budget"
    limits = f"from {_amount(found.previous)} to {_amount(found.current)}"
    says = f"⚖️ AWS Budgets adjusted {name} {limits}."
    return message(id, says, [section(plain(says)), context(plain(_small(thread, account)))])


def _amount(amount: Amount | None) -> str:
    return clip(amount.text, 100) if amount else "an unknown limit"


def _small(thread: Thread, account: str) -> str:
    at = f"{thread.opened:%Y-%m-%d %H:%M:%S} UTC"
    return f"account {account}, arrived {at} over {clip(thread.topic, 300)}"
