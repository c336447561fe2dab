"""What every entry into the engine has around it."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.core.change.events import EventType
from bot.errors import StoreError
from bot.features.change import log_entries, texts
from bot.features.change.events import ChangeEvent
from bot.features.change.ports import EnginePorts
from bot.store.conflict import Conflict, LeaseLost

_log = logging.getLogger(__name__)


def catch_conflicts(
    ports: EnginePorts, change_id: str, who: str, do: Callable[[], ChangeEvent]
) -> ChangeEvent:
    """Do it; who came second, or could not be written down, gets an event instead of an exception.

    `who` is "" for what no person asks for: then there is nobody to refuse.
    """
    try:
        try:
            return do()
        except Conflict as conflict:
            return came_late(ports, change_id, who, conflict)
        except LeaseLost:
            now = ports.changes.get(change_id)
            return ChangeEvent(EventType.LATE, texts.taken_over(), change_id, now)
    except StoreError as error:
        _log.error("Change %s: %s", change_id or "(new)", error)
        event = ChangeEvent(EventType.NO_STORE, texts.no_store(str(error)), change_id)
        if not who:
            ports.notifier.told(event)
        return event


def came_late(ports: EnginePorts, change_id: str, who: str, conflict: Conflict) -> ChangeEvent:
    """Somebody was first: said to a person, and logged like an act."""
    now = conflict.current
    what = EventType.LATE if who else EventType.STANDS
    if who and now:
        ports.log.put(
            log_entries.of_refusal(now, ports.clock(), who, texts.late(now), ports.new_id())
        )
    return ChangeEvent(what, texts.late(now), change_id, now, who)
