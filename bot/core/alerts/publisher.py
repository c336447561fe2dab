"""Whose message is it, on a topic that several publish to?

SNS does not say who published. What AWS Budgets writes names itself, in every form that is known
(docs/facts.md 5.1, 5.2), so a form that is not known yet is told from other publishers' messages by
that.
"""

from __future__ import annotations

from bot.core.alerts.message import Other

_SIGNS = ("aws budget", "budget name", "budgetname")


def from_budgets(message: Other) -> bool:
    """Whether a message that is not recognised names AWS Budgets: then it must not be dropped."""
    said = f"{message.subject}\n{message.text}".casefold()
    return any(sign in said for sign in _SIGNS)
