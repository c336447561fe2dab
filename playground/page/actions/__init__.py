"""What can happen at the press of a button, one file each, found by path.

A file says EVENT. The files whose names begin with _ are shared by them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from playground.page.asked import RefusedError
from playground.page.session import Session
from playground.slack.shapes import JsonList


def _always(_session: Session, _budget: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something of real life. `place` orders the buttons.

    `act` does it to a budget's path and says in a sentence what happened. `why_not` says why it
    cannot happen now, "" where it can. A switch has a `trouble`: what is the matter while it is on;
    its `act` turns it over. `meanwhile` says what `act` would wait for, "" where it takes no time.
    """

    id: str
    title: str
    says: str
    place: int
    act: Callable[[Session, str], str]
    why_not: Callable[[Session, str], str] = _always
    trouble: str = ""
    meanwhile: Callable[[Session, str], str] = _always


@cache
def events() -> tuple[Event, ...]:
    """All of them, in the order of their buttons."""
    files = [module.name for module in iter_modules(__path__) if module.name[0] != "_"]
    found = (import_module(f"{__name__}.{file}").EVENT for file in files)
    return tuple(sorted(found, key=lambda event: event.place))


def listed(session: Session, budget: str) -> JsonList:
    """The buttons, for one budget."""
    return [_listed(session, event, budget) for event in events()]


def happen(session: Session, event_id: str, budget: str) -> str:
    """Let it happen; what happened. Raises RefusedError where it is unknown or not possible."""
    event = next((one for one in events() if one.id == event_id), None)
    if event is None:
        known = ", ".join(one.id for one in events())
        raise RefusedError(f"There is no event {event_id!r}, only {known}.")
    why_not = event.why_not(session, budget)
    if why_not:
        raise RefusedError(why_not)
    return event.act(session, budget)


def switched_on(session: Session) -> list[Event]:
    """The switches that are on."""
    return [event for event in events() if event.id in session.switched_on]


def _listed(session: Session, event: Event, budget: str) -> dict[str, object]:
    why_not = event.why_not(session, budget)
    return {
        "id": event.id,
        "title": event.title,
        "says": event.says,
        "on": event.id in session.switched_on if event.trouble else None,
        "possible": not why_not,
        "why_not": why_not,
        "meanwhile": "" if why_not else event.meanwhile(session, budget),
    }
