"""Change requests of ServiceNow, by its Change Management API.

ServiceNow has no idempotency key: `correlation_id` is the mark by which the open change of a fault
is found, before one is opened and after an answer that was lost. One POST opens it and is never
repeated. What the gate does with a change is in `_servicenow_gate.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import quote

from bot.core.tickets import Draft
from bot.rest import Answer, Asked, Failure
from bot.tickets import _servicenow_request as requests
from bot.tickets._failure import is_unsure, no_answer, unsure
from bot.tickets._parsed import at, each
from bot.tickets._servicenow_change import NUMBER, is_over, search, shown, value
from bot.tickets._servicenow_gate import ServiceNowGate
from bot.tickets._servicenow_group import group_id
from bot.tickets._servicenow_instance import ROLE, TITLE, Instance, refused, said
from bot.tickets._servicenow_settings import ADDRESS, NAMES, ChangeType, ServiceNowSettings
from bot.tickets._system import (
    ChangeGate,
    SetupFault,
    Ticket,
    TicketKind,
    TicketPorts,
    TicketState,
    Trouble,
)

__all__ = ["KIND", "ServiceNow"]


class ServiceNow:
    """The TicketSystem of one instance."""

    def __init__(self, ports: TicketPorts) -> None:
        """Raises SettingsError where a setting SERVICENOW_* is missing or wrong."""
        self._settings = ServiceNowSettings.of(ports.settings)
        self._instance = Instance(ports, self._settings.address)

    def open(self, draft: Draft) -> Ticket | Trouble:
        """Open a change request, or find the open one of the same fault. Never raises."""
        known = self.find(draft.dedup)
        if known:
            return known
        group = group_id(self._instance, draft.assignee or self._settings.group)
        if isinstance(group, Trouble):
            return group
        body = requests.change(draft, group, self._settings.ci)
        return self._made(draft.dedup, body)

    def find(self, mark: str) -> Ticket | Trouble | None:
        """The open change of this mark. A Trouble where it cannot be told. Never raises."""
        found = self._instance.read(requests.open_with_mark(mark))
        if isinstance(found, Trouble):
            return found
        # A field that the query does not know is ignored there, and then every change is found.
        ours = (one for one in each(found.json, "result") if value(one, "correlation_id") == mark)
        return next((self._ticket(one, already=True) for one in ours), None)

    def look(self, account: str, ticket: str) -> TicketState | Trouble:
        """How the change stands; closed by the platform's own `active`, for models have their own
        states. Never raises.
        """
        found = search(self._instance, ticket)
        if found is None:
            return TicketState(False, "gone", gone=True)
        return found if isinstance(found, Trouble) else _state(found)

    def faults(self) -> Iterator[SetupFault]:
        """What keeps changes from being opened, found by reading alone. Never raises."""
        changes = self._instance.read(f"{requests.CHANGES}?sysparm_limit=1")
        if isinstance(changes, Trouble):
            yield _fault(changes, f"Give its user the role {ROLE}, or correct the secret.")
            return
        group = group_id(self._instance, self._settings.group)
        if isinstance(group, Trouble):
            yield _fault(group, "Correct SERVICENOW_GROUP.")
        if self._settings.type is ChangeType.STANDARD:
            yield from self._template()

    def _template(self) -> Iterator[SetupFault]:
        id = self._settings.template
        found = self._instance.read(f"{requests.CHANGES}/standard/template/{id}")
        if isinstance(found, Trouble):
            yield _fault(found, "Correct SERVICENOW_TEMPLATE.")
        elif found.status == HTTPStatus.NOT_FOUND:
            says = f"ServiceNow has no published standard change template {id}."
            yield SetupFault(says, "Correct SERVICENOW_TEMPLATE, or publish the template.")

    def _made(self, mark: str, body: object) -> Ticket | Trouble:
        answer = self._instance.ask("POST", requests.where(self._settings), body, safe=False)
        if isinstance(answer, Trouble):
            return answer
        made = at(answer.json, "result") if isinstance(answer, Answer) else None
        if NUMBER.fullmatch(value(made, "number")):
            return self._ticket(made)
        if is_unsure(answer):
            return self._found_again(mark, answer)
        if isinstance(answer, Failure):
            return no_answer(answer, TITLE, ADDRESS)
        return refused(answer, "did not open the change")

    def _found_again(self, mark: str, answer: Asked) -> Ticket | Trouble:
        """The change that was opened, where its answer was lost: it is ours."""
        known = self.find(mark)
        if isinstance(known, Ticket):
            return Ticket(known.id, known.url)
        return unsure(TITLE, said(answer) if isinstance(answer, Answer) else "")

    def _ticket(self, change: object, *, already: bool = False) -> Ticket:
        page = quote(f"change_request.do?sys_id={value(change, 'sys_id')}", safe="")
        url = f"{self._settings.address}/nav_to.do?uri={page}"
        return Ticket(value(change, "number"), url, already_open=already)


def gate(ports: TicketPorts) -> ChangeGate | None:
    """What changes wait for where SERVICENOW_GATE says so. Raises SettingsError."""
    settings = ServiceNowSettings.of(ports.settings)
    if not settings.gate:
        return None
    return ServiceNowGate(Instance(ports, settings.address), ServiceNow(ports))


KIND = TicketKind(
    "ServiceNow change requests",
    (),
    NAMES,
    ServiceNow,
    secret=("client_id", "client_secret"),
    polled=True,
    assignee="Assignment group",
    gate=gate,
)


def _state(change: object) -> TicketState:
    state, code = shown(change, "state"), shown(change, "close_code")
    if not is_over(change):
        return TicketState(True, state)
    status = f"{state}, {code}" if code else state
    return TicketState(False, status.lower(), shown(change, "closed_by"))


def _fault(trouble: Trouble, do: str) -> SetupFault:
    return SetupFault(trouble.says, do, certain=not trouble.again or bool(trouble.permission))
