"""The buttons under an alert: Acknowledge, and Check again."""

from __future__ import annotations

from bot.core.jobs.alerts import Acknowledge, AlertAgain
from bot.core.thread import Thread
from bot.features.alert.first_post import redraw
from bot.features.alert.view import drawing, look_at
from bot.features.check.last_verdict import remember
from bot.jobs.context import Desk, Office
from bot.jobs.reply import tell

_ATTEMPTS = 4
_UNKNOWN = (
    "budget-check does not know this alert any more. Use /budget-check with the budget's name."
)
_BUSY = "This alert is being worked on: press the button again."


def acknowledge(desk: Desk, what: Acknowledge) -> None:
    """Write down who acknowledged it, the first counts, and show that in the first message."""
    user = desk.job.place.user
    for _ in range(_ATTEMPTS):
        found = _known(desk, what.thread)
        if found is None:
            return
        office, thread = found
        kept = thread if thread.acknowledged_by else _step(office, thread, user)
        if kept:
            if kept.acknowledged_by != user:
                tell(desk, "Somebody else has acknowledged this alert already.")
            _draw(desk, kept)
            return
    tell(desk, _BUSY)


def check_again(desk: Desk, what: AlertAgain) -> None:
    """Read the budget's path once more, and draw the alert anew."""
    found = _known(desk, what.thread)
    if found:
        _draw(desk, found[1])


def _step(office: Office, thread: Thread, user: str) -> Thread | None:
    return office.threads.step(thread, acknowledged_by=user)


def _known(desk: Desk, id: str) -> tuple[Office, Thread] | None:
    thread = desk.office.threads.get(id) if desk.office else None
    if desk.office is None or thread is None:
        tell(desk, _UNKNOWN)
        return None
    return desk.office, thread


def _draw(desk: Desk, thread: Thread) -> None:
    look = look_at(desk, thread.account, thread.budget)
    remember(desk, look.report)
    redraw(desk, thread, drawing(desk, look, f"{desk.job.id}.{desk.job.attempt}"))
