"""A new budget period begins: spend is nothing, every notification may alert again."""

from __future__ import annotations

from playground.page.happening import Event
from playground.page.happening._paths import over
from playground.page.stage import Stage
from playground.page.sweep import MEANWHILE, sweep


def _act(stage: Stage, budget: str) -> str:
    stage.control.begin_period(stage.account, budget)
    sweep(stage.control)
    return "A new period has begun: nothing is spent, and every notification is OK again."


EVENT = Event(
    id="period-begins",
    title="A new month begins",
    says="Spend starts at nothing, and every notification may alert again.",
    place=7,
    act=_act,
    why_not=over,
    meanwhile=lambda _stage, _budget: MEANWHILE,
)
