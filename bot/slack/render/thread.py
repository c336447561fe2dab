"""The lines in an alert's thread, and the messages of a budget's topic that are no alert."""

from __future__ import annotations

from bot.core.alerts.foreign import ForeignMessages
from bot.core.alerts.message import Adjustment, Amount
from bot.core.alerts.message import Message as Received
from bot.core.texts.watch import ACKNOWLEDGED
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
from bot.slack.render.phrase import Who, phrase, rich

_WHOLE = 9_000
"""Of a message of others' text; a post holds 12,000 characters in all."""


def line(id: str, says: str, link: str = "", hears: str = "") -> Message:
    """One event. `says` is anybody's text; `link` the address of the whole story in Slack; `hears`
    a user who is mentioned, for having acknowledged the alert.
    """
    blocks: list[Json] = [section(plain(says))]
    if hears:
        blocks.append(rich(phrase(ACKNOWLEDGED, who=Who(hears))))
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
    says = says_briefly(found)
    return message(id, says, [section(plain(says)), context(plain(_small(thread, account)))])


def says_briefly(found: Received) -> str:
    """What a message of a budget's topic that is no alert says, in a line."""
    if not isinstance(found, Adjustment):
        return found.text
    name = clip(found.budget, 100) or "a budget"
    limits = f"from {_amount(found.previous)} to {_amount(found.current)}"
    return f"⚖️ AWS Budgets adjusted {name} {limits}."


def foreign_message(id: str, found: ForeignMessages, account: str) -> Message:
    """What came over a topic within an hour that nobody can vouch for, as one notice."""
    many = "1 message" if found.count == 1 else f"{found.count} messages"
    says = f"⚠️ {many} over {clip(found.topic, 300)} that AWS Budgets may not have written"
    lines = [f"• {clip(one, 700)}" for one in found.lines]
    left = found.count - len(found.lines)
    lines += [f"… and {left} more: the log has each whole."] if left else []
    when = f"between {found.since:%Y-%m-%d %H:%M:%S} and {found.last:%H:%M:%S} UTC"
    why = "Whoever may publish to a topic can write such a text."
    blocks = [
        section(plain(says)),
        *(section(plain(piece)) for piece in lines),
        context(plain(f"account {account}, {when}. {why}")),
    ]
    return message(id, says, blocks)


def _amount(amount: Amount | None) -> str:
    return clip(amount.text, 100) if amount else "an unknown limit"


def _small(thread: Thread, account: str) -> str:
    at = f"{thread.opened:%Y-%m-%d %H:%M:%S} UTC"
    return f"account {account}, arrived {at} over {clip(thread.topic, 300)}"
