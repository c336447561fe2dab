"""The draft of a change ticket: what any ticket system is given, worked out from a check.

`draft` is pure and knows no system. What a system's limits leave of it is decided in that system's
file under `bot/tickets`, with `described` and `cut`.
"""

from bot.core.ticket.difference import difference
from bot.core.ticket.draft import Draft, Severity, draft
from bot.core.ticket.limits import Described, Limit, cut, described
from bot.core.ticket.section import Section

__all__ = [
    "Described",
    "Draft",
    "Limit",
    "Section",
    "Severity",
    "cut",
    "described",
    "difference",
    "draft",
]
