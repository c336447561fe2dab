"""DynamoDB tables that outlive a reset, for those who need the same ones over and over; and items
that outlive their time to live, as they do at AWS for days.
"""

import copy
from typing import Any

from ministack.core.responses import AccountRegionScopedDict
from ministack.services import dynamodb

from playground.aws.server.plane import Given, Plane, text

_kept: dict[str, Any] = {}


def keep(given: Given) -> None:
    """Control: `name`. Keep a copy of every table as it is now, whatever becomes of them."""
    _kept[text(given, "name")] = dynamodb.get_state()


def bring(given: Given) -> object:
    """Control: `name`. Put the tables of that name beside those that are there, if it is known."""
    state = _kept.get(text(given, "name"))
    if state is not None:
        dynamodb.load_persisted_state(copy.deepcopy(state))
    return {"known": state is not None}


class _Endless(AccountRegionScopedDict):  # type: ignore[misc]  # ministack is not in the checker's environment
    """The times to live by table, of which ministack's deletion alone asks for all."""

    def all_items(self) -> list[Any]:
        return []


def delete_nothing_by_time() -> None:
    """Let no item be deleted by its time to live.

    AWS deletes it within a few days, so nothing may count on it (DynamoDB Developer Guide, "Using
    time to live"). ministack does so each minute, by the clock of the machine: where a test has a
    day of its own, a lease would be gone in the middle of it.
    """
    dynamodb._ttl_settings = _Endless()


def install(plane: Plane) -> None:
    """The two routes. What is kept stays as long as the server."""
    delete_nothing_by_time()
    plane.add("POST", "/tables/keep", keep)
    plane.add("POST", "/tables/bring", bring)
