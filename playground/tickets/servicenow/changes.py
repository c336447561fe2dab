"""The Change Management API: open a change, find, read and update changes.

Source: ServiceNow, Change Management API (sn_chg_rest): POST /change/normal, /change/emergency,
/change/standard/{template}, GET /change, GET and PATCH /change/{sys_id}.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from playground.tickets.clock import Clock
from playground.tickets.servicenow import rules, seed
from playground.tickets.servicenow.errors import not_found, refused
from playground.tickets.servicenow.fields import LENGTHS, NOTES, kept, pairs
from playground.tickets.servicenow.model import Approval, Change, State
from playground.tickets.servicenow.queries import matches
from playground.tickets.wire import JsonObject, RefusedError

_FIRST_NUMBER = 30_001


class Changes:
    """The changes of the instance, oldest first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.every: list[Change] = []

    def open(self, kind: str, body: JsonObject, user: str, template: str = "") -> JsonObject:
        """Open one. Raises RefusedError: no such template."""
        if kind == "standard" and template not in seed.TEMPLATES:
            raise refused(400, "Invalid standard change template", f"sys_id: {template}")
        n = len(self.every) + _FIRST_NUMBER
        now = self._clock.now()
        standard = kind == "standard"
        change = Change(
            hashlib.md5(f"change {n}".encode(), usedforsecurity=False).hexdigest(),
            f"CHG{n:07}",
            kind,
            State.NEW,
            Approval.APPROVED if standard else Approval.NOT_REQUESTED,
            now,
            now,
            user,
        )
        if standard:
            change.fields["short_description"] = seed.TEMPLATES[template]
        ignored = self._write(change, body)
        self.every.append(change)
        return {**pairs(change), "__meta": {"ignoredFields": ignored}}

    def asked(self, query: Mapping[str, str]) -> list[Change]:
        """Those that a query names, the oldest first, as many as it wants."""
        found = [change for change in self.every if matches(change, query)]
        start, most = (_number(query, f"sysparm_{name}") for name in ("offset", "limit"))
        return found[start or 0 :][: 1000 if most is None else most]

    def find(self, sys_id: str) -> Change:
        """One by its sys_id. Raises RefusedError."""
        for change in self.every:
            if change.sys_id == sys_id:
                return change
        raise not_found()

    def update(self, sys_id: str, body: JsonObject, user: str) -> JsonObject:
        """Write fields, notes, the state. Nothing is written where something is refused."""
        change = self.find(sys_id)
        before = (dict(change.fields), list(change.notes))
        state = _state(body)
        ignored = self._write(change, {k: v for k, v in body.items() if k != "state"})
        try:
            if state is not None:
                rules.move(change, state)
        except RefusedError:
            change.fields, change.notes = before
            raise
        change.updated_at = self._clock.now()
        change.closed_by = "" if change.active else user
        return {**pairs(change), "__meta": {"ignoredFields": ignored}}

    def _write(self, change: Change, body: JsonObject) -> list[str]:
        """Write what the table has; the names that it has not."""
        for name, value in body.items():
            text = "" if value is None else str(value)
            if name == "work_notes" and text:
                change.notes.append(text[:NOTES])
            elif name in LENGTHS:
                change.fields[name] = kept(name, text)
        return [name for name in body if name not in LENGTHS and name != "work_notes"]


def shown(changes: Iterable[Change]) -> list[JsonObject]:
    """As GET /change lists them."""
    return [pairs(change) for change in changes]


def _state(body: Mapping[str, object]) -> State | None:
    if "state" not in body:
        return None
    try:
        return State(str(body["state"]))
    except ValueError:
        raise refused(400, "Invalid state", f"state: {body['state']}") from None


def _number(query: Mapping[str, str], name: str) -> int | None:
    given = query.get(name, "")
    return int(given) if given.isdecimal() else None
