"""The draft of a change ticket: what any ticket system is given, worked out from a check.

`draft` is pure and knows no system. What a system's limits leave of it is decided in that system's
file under `bot/tickets`, with `described` and `cut`.
"""

from bot.core.tickets.difference import difference
from bot.core.tickets.draft import Draft, Severity, draft
from bot.core.tickets.fault import cause_id, fault_id, on_topic
from bot.core.tickets.limits import Described, Limit, cut, described, shortened, utf16
from bot.core.tickets.section import Section

__all__ = [
    "Described",
    "Draft",
    "Limit",
    "Section",
    "Severity",
    "cause_id",
    "cut",
    "described",
    "difference",
    "draft",
    "fault_id",
    "on_topic",
    "shortened",
    "utf16",
]
