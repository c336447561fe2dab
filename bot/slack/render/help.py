"""What `/budget-check help` says."""

from __future__ import annotations

from bot.slack.render.message import Message, message
from bot.slack.render.parts import ours, section

_LINES = (
    "*budget-check checks that an AWS Budgets alert still arrives.*",
    "`/budget-check NAME` walks the path from that budget to its topic, the topic's key, the "
    "subscriptions and their endpoints, and says which hop is broken and why.",
    "`/budget-check` lists the budgets. Part of a name lists the budgets that contain it.",
    '`/budget-check "NAME"` takes what is between the quotes as a name, whatever it says.',
    "`/budget-check NAME account:111111111111` names the account.",
    "`/budget-check help` shows this.",
)
_REMEMBERS = (
    "`/budget-check log` shows what was done, newest first; `log NAME` for one budget, `log "
    "@person` of one person, `log since:monday` from a day on, `log csv` as a file.",
    "The buttons under an answer mend what is broken. Each shows first what it would write, and "
    "nothing is written before you submit that.",
)
_READS = ("Here budget-check only reads: it has no tables, so it changes nothing in AWS.",)


def help_message(id: str, *, remembers: bool = False) -> Message:
    """The help; every command listed here works. `remembers`: the store is there."""
    text = "\n".join((*_LINES, *(_REMEMBERS if remembers else _READS)))
    return message(id, "How to use budget-check", [section(ours(text))])
