"""Hours pass on a laptop: the schedule comes round, and the bot looks at every budget.

A deployment does it every six hours. The bot tells a new alert from an old one by what it has seen
in between (docs/alerts.md): a new period counts once it has looked.
"""

from __future__ import annotations

import time

from playground.aws.control import Control

MEANWHILE = "Waiting until budget-check has looked at every budget."
QUIET = 0.7
"""Seconds without a call to AWS, after which the bot has looked at everything."""
_LONGEST = 120.0


def sweep(control: Control) -> None:
    """Let the schedule come round, and wait until the bot has looked, where there is one."""
    before = seen = len(control.calls())
    if not control.put_event({"source": "budget-check.sweep"}):
        return
    now = time.monotonic()
    last, end = now, now + _LONGEST
    while now < end and (seen == before or now < last + QUIET):
        time.sleep(0.05)
        now, count = time.monotonic(), len(control.calls())
        if count != seen:
            seen, last = count, now
