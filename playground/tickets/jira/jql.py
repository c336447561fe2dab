"""The small part of JQL that is asked here: clauses joined by AND, and an ORDER BY.

    project = OPS AND labels = "budget-check-0a1b" AND statusCategory != Done ORDER BY created DESC

Fields: project, labels, status, statusCategory, issuetype, key. Signs: =, !=, in, not in. Anything
else is refused with Jira's own words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from playground.tickets.jira import seed
from playground.tickets.jira.errors import refused
from playground.tickets.jira.model import CATEGORIES, Status
from playground.tickets.wire import RefusedError

_VALUE = r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|[^\s(),"\'=!]+'
_CLAUSE = re.compile(
    rf"\s*(?P<field>\w+)\s*(?P<sign>!=|=|not\s+in\b|in\b)\s*"
    rf"(?P<value>\(\s*(?:{_VALUE})(?:\s*,\s*(?:{_VALUE}))*\s*\)|{_VALUE})\s*",
    re.IGNORECASE,
)
_ORDER = re.compile(r"\border\s+by\s+[\w\s,]+$", re.IGNORECASE)
_FIELDS = {
    name.lower(): name
    for name in ("project", "labels", "status", "statusCategory", "issuetype", "key")
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition."""

    field: str
    wanted: tuple[str, ...]
    negated: bool

    def holds(self, indexed: Mapping[str, object]) -> bool:
        """Whether it holds for what the index knows of an issue."""
        held = {one.lower() for one in _held(self.field, indexed)}
        return (not held.isdisjoint(one.lower() for one in self.wanted)) is not self.negated


def parsed(jql: str) -> list[Clause]:
    """The clauses. Raises RefusedError: not JQL, a value that there is not, no bound at all."""
    text = _ORDER.sub("", jql)
    if not text.strip():
        raise refused(
            400,
            "Unbounded JQL queries are not allowed here. "
            "Please add a search restriction to your query.",
        )
    clauses, at = [], 0
    while True:
        found = _CLAUSE.match(text, at)
        if not found:
            raise _wrong(text, at)
        clauses.append(_clause(found))
        at = found.end()
        if at >= len(text):
            return clauses
        joined = re.compile(r"and\b", re.IGNORECASE).match(text, at)
        if not joined:
            raise _wrong(text, at)
        at = joined.end()


def _clause(found: re.Match[str]) -> Clause:
    name = _FIELDS.get(found["field"].lower())
    if name is None:
        says = f"Field '{found['field']}' does not exist or you do not have permission to view it."
        raise refused(400, says)
    values = tuple(_bare(one) for one in re.findall(_VALUE, found["value"]))
    known = _KNOWN.get(name)
    for value in values:
        if known is not None and value.lower() not in known:
            raise refused(400, f"The value '{value}' does not exist for the field '{name}'.")
    sign = found["sign"].lower()
    return Clause(name, values, negated=sign.startswith(("!", "not")))


def _bare(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value[0] in "\"'" else value


def _wrong(text: str, at: int) -> RefusedError:
    near = text[at:].strip().partition(" ")[0] or text.strip()
    return refused(
        400, f"Error in the JQL Query: Expecting operator or value but got '{near}'. (line 1)"
    )


def _held(field: str, indexed: Mapping[str, object]) -> tuple[str, ...]:
    status = indexed["status"]
    assert isinstance(status, Status)  # noqa: S101 (the index holds nothing else)
    if field == "status":
        return (status.shown,)
    if field == "statusCategory":
        return (status.category, CATEGORIES[status.category])
    value = indexed[field]
    return value if isinstance(value, tuple) else (str(value),)


def _lower(*values: str) -> frozenset[str]:
    return frozenset(value.lower() for value in values)


_KNOWN = {
    "project": _lower(
        *(name for p in seed.PROJECTS if p.visible for name in (p.key, p.id, p.name))
    ),
    "status": _lower(*(status.shown for status in Status)),
    "statusCategory": _lower(*CATEGORIES, *CATEGORIES.values()),
}
