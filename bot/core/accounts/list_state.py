"""When an organisation is listed again: once a day, soon after something changed in it, and again
where it could not be done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

EVERY = timedelta(days=1)
AT_LEAST = timedelta(minutes=15)
"""Between two lists: what Organizations allows is shared by everybody in the organisation, and a
landing zone makes accounts by the hundred.
"""
LOST_AFTER = timedelta(hours=1)
"""A list that is not done by then has lost its job."""


@dataclass(frozen=True, slots=True)
class Unlisted:
    """An organisation that could not be listed: which attempt found it so, and told it, and why."""

    run: str
    says: str


@dataclass(frozen=True, slots=True)
class ListState:
    """How far an organisation is listed. `version` is the list that counts, of `pages` pages, ""
    before the first; `run` the one that is being made, "" for none, and `began` when the last one
    was begun. `management` and `administrators` are account ids. `unlisted` is there from the first
    attempt that failed until one that did not.
    """

    organization: str
    version: str = ""
    pages: int = 0
    listed_at: datetime | None = None
    management: str = ""
    administrators: tuple[str, ...] = ()
    run: str = ""
    began: datetime | None = None
    unlisted: Unlisted | None = None


def is_running(state: ListState, now: datetime) -> bool:
    """Whether a list is being made."""
    return bool(state.run and state.began and now - state.began < LOST_AFTER)


def is_due(state: ListState | None, changed: datetime | None, now: datetime) -> bool:
    """Whether a new list has to be begun; `changed` is when the organisation was last told to have
    changed.
    """
    if state is None or state.began is None:
        return True
    if is_running(state, now) or now - state.began < AT_LEAST:
        return False
    failed = bool(state.run or state.unlisted)
    return failed or now - state.began >= EVERY or bool(changed and changed >= state.began)
