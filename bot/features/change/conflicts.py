"""What every entry into the engine has around it."""

from __future__ import annotations

import logging
from collections.abc import Callable

from bot.errors import StoreError
from bot.features.change import log_entries, texts
from bot.features.change.events import News, What
from bot.features.change.ports import Means
from bot.store.conflict import Conflict, LeaseLost

_log = logging.getLogger(__name__)


def guarded(means: Means, change_id: str, who: str, do: Callable[[], News]) -> News:
    """Do it; who came second, or could not be written down, gets news instead of an exception.

    `who` is "" for what no person asks for: then there is nobody to refuse.
    """
    try:
        try:
            return do()
        except Conflict as conflict:
            return came_late(means, change_id, who, conflict)
        except LeaseLost:
            now = means.changes.get(change_id)
            return News(What.LATE, texts.taken_over(), change_id, now)
    except StoreError as error:
        _log.error("Change %s: %s", change_id or "(new)", error)
        news = News(What.NO_STORE, texts.no_store(str(error)), change_id)
        if not who:
            means.tell.told(news)
        return news


def came_late(means: Means, change_id: str, who: str, conflict: Conflict) -> News:
    """Somebody was first: said to a person, and logged like an act."""
    now = conflict.current
    what = What.LATE if who else What.STANDS
    if who and now:
        means.log.put(
            log_entries.of_refusal(now, means.clock(), who, texts.late(now), means.new_id())
        )
    return News(what, texts.late(now), change_id, now, who)
