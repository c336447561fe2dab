"""A switch: a fault that lies on AWS's answers to the bot for as long as it is on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playground.page.persona import AGENT
from playground.page.session import Session


def switch(name: str, on: str, off: str, **fault: Any) -> Callable[[Session, str], str]:
    """An event's `act`. The page's own calls are spared: its picture is AWS's truth."""

    def turn(session: Session, _budget: str) -> str:
        if name in session.switched_on:
            session.switched_on.discard(name)
            session.control.forget_faults(name)
            return off
        session.switched_on.add(name)
        session.control.fault(**fault, name=name, spares=AGENT)
        return on

    return turn
