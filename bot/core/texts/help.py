"""What `/budget-check help` says. Fields in braces; words between asterisks are bold."""

from __future__ import annotations

TITLE = "How to use budget-check"
CHECK = (
    "*/budget-check NAME* checks whether a budget's alert still arrives, and offers to mend what "
    "stops it. A part of a name is enough; quotes take anything as a name."
)
SENDERS = (
    "*/budget-check topic:NAME* checks everything that publishes to a topic; *alarm:NAME*, "
    "*rule:NAME*, *trail:NAME* and *anomaly:NAME* one of it, *region:* where it is elsewhere."
)
LISTS = (
    "*/budget-check* lists the budgets, the worst first; *broken* and *at-risk* narrow the list."
)
ELSEWHERE = (
    "In a thread mention the bot; in a direct message the name alone is enough. The bot's Home "
    "shows all causes; a message's menu has *Check this budget*."
)
REMEMBERS = (
    "*/budget-check log* shows what was done: *log NAME*, *log @person*, *log since:monday*, *log "
    "csv*. Nothing is written before you submit a preview."
)
READS = "Here budget-check only reads: it has no tables, so it changes nothing in AWS."
BROKEN = "List broken"
ALL = "List all"
LOG = "Log"
