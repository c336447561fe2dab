"""A change request as the Change Management API answers with it: each field is a pair."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlencode

from bot.core.tickets.section import one_line
from bot.tickets._parsed import at, each, word
from bot.tickets._servicenow_instance import Instance
from bot.tickets._servicenow_request import CHANGES
from bot.tickets._system import Trouble

NUMBER = re.compile(r"[A-Z]{2,10}\d{4,20}")


def value(change: object, name: str) -> str:
    """What a field holds; a state as "-1", whether it is given as that, as -1 or as -1.0."""
    found = at(change, name, "value")
    return str(int(found)) if isinstance(found, float) else word(change, name, "value")


def shown(change: object, name: str) -> str:
    """The same in the system's words."""
    return one_line(word(change, name, "display_value") or value(change, name))


def is_over(change: object) -> bool:
    """Closed or cancelled: by `active`, for models have states of their own."""
    return str(at(change, "active", "value")).lower() == "false"


def find(instance: Instance, number: str) -> Mapping[str, object] | Trouble:
    """The change request of this number, read now. Never raises."""
    says = f"ServiceNow shows no {number}: it was deleted, or its integration user may not see it."
    return search(instance, number) or Trouble(says, again=True)


def search(instance: Instance, number: str) -> Mapping[str, object] | Trouble | None:
    """The same, None where ServiceNow shows none."""
    if not NUMBER.fullmatch(number):
        return Trouble(f"{one_line(number)} is no number of a change request.", again=False)
    found = instance.read(f"{CHANGES}?{urlencode({'number': number})}")
    if isinstance(found, Trouble):
        return found
    # A field that the query does not know is ignored there, and then every change is found.
    ours = (one for one in each(found.json, "result") if value(one, "number") == number)
    return next(ours, None)
