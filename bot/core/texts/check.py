"""What the answer to a check says. Fields in braces; words between asterisks are bold."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.senders import Sender
from bot.core.texts.words import first_of

LOOKING = "⏳ Looking at {name} …"
NO_SUCH_BUDGET = "There is no budget {name}"
SEVERAL_BUDGETS = "There is more than one budget {name}: whoever asked is asked which one."
PUSH = "{title}. {reason}"
WHY = "*Why:* {reason}"
ALSO = "*And:* {reason}"
PATH_OF = "{alerts}: "
"""Before the line of one of several paths."""
OTHER_TOPICS_ONE = "✅ Its other topic works."
OTHER_TOPICS_MANY = "✅ Its {count} other topics work."
MENDS = "What would mend it, the best first:"
ACCOUNT = "account {account}"
ACCOUNT_UNKNOWN = "account not known"
CHECKED = "checked {at}"
ASKED_BY = "asked by {who}"
UNDER_WAY = "🔧 {title}: {stands}. The thread says more."
TICKET = "Open a ticket"
TICKET_IS_OPEN = "🎫 {ticket} has been open since {at}."
TICKET_IS_OPEN_BY = "🎫 {ticket} is open, opened by {who} {at}."
TICKET_OF = "{line} It is in {system}."
GO_TO_TICKET = "Open ticket {ticket}"
ANOTHER_TICKET = "Open another ticket"
EXTRA_OF = "{act} to {topic}"
"""An act on a topic that the message does not show by itself."""
ABOUT = "{hop}: {resource} ({code})"
ADVICE = "💡"
STATEMENT = "{label}:"
"""Before a statement of a policy as it is written."""
HISTORY = "History"
DOWN_SINCE = "Its alerts have not arrived since {began}."
WAS_DOWN = "Its alerts did not arrive from {began} to {ended}."
CHANGED = "{at}: {who}, {action} on {what}"
OURS = "budget-check"
NO_HISTORY = "Nothing is known of earlier checks and changes."
MORE_PATHS = "… {} more paths like these: press Details."
MORE_FINDINGS = "… {} more. `budget-check check NAME` prints everything."
DETAILS = "Details"
AGAIN = "Check again"
LOG = "Log of this {subject}"
SENDERS = "Who else uses this topic?"
PROVE = "Prove it with a real alert"

STATES = {"AT_RISK": "at risk", "UNKNOWN": "unknown", "BROKEN": "broken"}
"""Behind the mark of a hop that is not sound, for who cannot see or tell the marks."""

_LOST_ONE = "⚠️ *One alert was {how} lost:* {alerts}."
_LOST_MANY = "⚠️ *{count} alerts were {how} lost:* {alerts}."
_NOT_AGAIN_ONE = " {sender} does not send it again."
_NOT_AGAIN_MANY = " {sender} does not send them again."
MOST_ALERTS = 5
"""Alerts that a sentence names."""


def other_topics(count: int) -> str:
    """The template for the sound topics beside the others."""
    return OTHER_TOPICS_ONE if count == 1 else OTHER_TOPICS_MANY


def lost(alerts: Sequence[str], sender: Sender, *, probably: bool) -> tuple[str, dict[str, str]]:
    """The template for alerts that are lost already, by their titles, and what fills it."""
    one = len(alerts) == 1
    template = _LOST_ONE if one else _LOST_MANY
    if not sender.repeats:
        template += _NOT_AGAIN_ONE if one else _NOT_AGAIN_MANY
    fields = {
        "alerts": first_of(alerts, MOST_ALERTS),
        "sender": sender.title,
        "count": str(len(alerts)),
    }
    return template, {**fields, "how": "probably" if probably else "already"}
