"""DynamoDB tables that outlive a reset, for those who need the same ones over and over."""

import copy
from typing import Any

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


def install(plane: Plane) -> None:
    """The two routes. What is kept stays as long as the server."""
    plane.add("POST", "/tables/keep", keep)
    plane.add("POST", "/tables/bring", bring)
