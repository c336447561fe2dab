"""A new budget period begins: spend is nothing, every notification may alert again."""

from __future__ import annotations

from playground.page.actions import Event
from playground.page.actions._paths import over
from playground.page.session import Session
from playground.page.sweep import MEANWHILE, sweep


def _act(session: Session, budget: str) -> str:
    session.control.begin_period(session.account, budget)
    sweep(session.control)
    return "A new period has begun: nothing is spent, and every notification is OK again."


EVENT = Event(
    id="period-begins",
    title="A new month begins",
    says="Spend starts at nothing, and every notification may alert again.",
    place=7,
    act=_act,
    why_not=over,
    meanwhile=lambda _session, _budget: MEANWHILE,
)
