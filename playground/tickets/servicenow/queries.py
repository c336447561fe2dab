"""Which changes a request asks for: `sysparm_query`, or fields by name.

A clause with a field that the table has not is left out, so that everything matches: that is the
platform's default (glide.invalid_query.returns_no_rows is false).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from playground.tickets.servicenow.fields import LENGTHS, flat
from playground.tickets.servicenow.model import Change

_CLAUSE = re.compile(r"(?P<field>[a-z_]+)(?P<sign>!=|=|STARTSWITH|LIKE|IN)(?P<value>.*)", re.DOTALL)
_KNOWN = frozenset(LENGTHS) | {
    *("sys_id", "number", "type", "state", "approval", "active", "opened_by"),
    *("sys_created_on", "sys_updated_on"),
}


def matches(change: Change, query: Mapping[str, str]) -> bool:
    """Whether it is among what is asked for."""
    values = flat(change)
    return all(_holds(values, *clause) for clause in _clauses(query))


def _clauses(query: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for text in filter(None, query.get("sysparm_query", "").split("^")):
        found = _CLAUSE.fullmatch(text)
        if found and found["field"] in _KNOWN:
            yield found["field"], found["sign"], found["value"]
    for name, value in query.items():
        if name in _KNOWN:
            yield name, "=", value


def _holds(values: Mapping[str, str], name: str, sign: str, wanted: str) -> bool:
    held = values.get(name, "")
    if name == "active":
        wanted = {"1": "true", "0": "false"}.get(wanted, wanted)
    match sign:
        case "=":
            return held == wanted
        case "!=":
            return held != wanted
        case "STARTSWITH":
            return held.startswith(wanted)
        case "IN":
            return held in wanted.split(",")
        case _:
            return wanted in held
