"""A switch: a fault that lies on AWS's answers to the bot for as long as it is on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playground.page.somebody import AGENT
from playground.page.stage import Stage


def switch(name: str, on: str, off: str, **fault: Any) -> Callable[[Stage, str], str]:
    """An event's `act`. The page's own calls are spared: its picture is AWS's truth."""

    def turn(stage: Stage, _budget: str) -> str:
        if name in stage.switched_on:
            stage.switched_on.discard(name)
            stage.control.forget_faults(name)
            return off
        stage.switched_on.add(name)
        stage.control.fault(**fault, name=name, spares=AGENT)
        return on

    return turn
