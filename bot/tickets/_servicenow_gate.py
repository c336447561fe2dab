"""What changes wait for: a change request is opened, has to reach Implement, and hears the outcome.

The states are those of the platform's own models (-1 Implement, 0 Review, 4 Canceled); a model of
one's own may number Implement otherwise, and is known by that word.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Protocol
from urllib.parse import quote

from bot.core.tickets import Draft
from bot.rest import Answer, Failure
from bot.tickets._failure import is_unsure, no_answer
from bot.tickets._parsed import word
from bot.tickets._servicenow_change import find, is_over, shown, value
from bot.tickets._servicenow_instance import TITLE, Instance, refused
from bot.tickets._servicenow_request import CHANGES, journal
from bot.tickets._servicenow_settings import ADDRESS
from bot.tickets._system import GateState, Ticket, Trouble

_IMPLEMENT, _REVIEW, _CANCELED = "-1", "0", "4"
_PAST = frozenset({_REVIEW, "3", _CANCELED})
_REJECTED = "rejected"


class Opener(Protocol):
    """`bot.tickets.servicenow.ServiceNow`."""

    def open(self, draft: Draft) -> Ticket | Trouble:
        """As `TicketSystem.open`."""

    def find(self, mark: str) -> Ticket | Trouble | None:
        """As `ChangeGate.find`."""


class ServiceNowGate:
    """The ChangeGate of one instance; `system` opens its change requests."""

    title = TITLE

    def __init__(self, instance: Instance, system: Opener) -> None:
        self._instance = instance
        self._system = system

    def open(self, draft: Draft) -> Ticket | Trouble:
        """As `TicketSystem.open`."""
        return self._system.open(draft)

    def find(self, mark: str) -> Ticket | Trouble | None:
        """The one that is open with this mark; None for none."""
        return self._system.find(mark)

    def stands(self, ticket: str) -> GateState | Trouble:
        """How the change stands. One that is past Implement was carried out by somebody else."""
        found = find(self._instance, ticket)
        if isinstance(found, Trouble):
            return found
        state, said = value(found, "state"), shown(found, "state")
        if state in _PAST or is_over(found):
            return GateState(over=said)
        if value(found, "approval") == _REJECTED:
            return GateState(over=shown(found, "approval"))
        return GateState(released=state == _IMPLEMENT or said.casefold() == "implement")

    def tell(
        self, ticket: str, mark: str, says: str, *, done: bool, again: bool = False
    ) -> Trouble | None:
        """Into the work notes, and on to Review or Canceled; where that step is refused, the note
        alone. None where it stands there.
        """
        found = find(self._instance, ticket)
        if isinstance(found, Trouble):
            return found
        if mark in word(found, "work_notes", "display_value"):
            return None
        note = {"work_notes": journal(f"{says}\n{mark}")}
        path = f"{CHANGES}/{quote(value(found, 'sys_id'), safe='')}"
        wanted = _REVIEW if done else _CANCELED
        if is_over(found) or value(found, "state") == wanted:
            # Note and state are one write: where it is there, an instance may still hide the note.
            return None if again and value(found, "state") == wanted else self._patched(path, note)
        moved = self._patched(path, {**note, "state": wanted})
        return self._patched(path, note) if moved and not moved.again else moved

    def _patched(self, path: str, fields: object) -> Trouble | None:
        answer = self._instance.ask("PATCH", path, fields, safe=False)
        if isinstance(answer, Trouble):
            return answer
        if isinstance(answer, Answer):
            if answer.status == HTTPStatus.OK:
                return None
            return refused(answer, "did not take the outcome")
        if is_unsure(answer):
            return Trouble(f"{TITLE} did not say whether it took the outcome.", again=True)
        return no_answer(answer, TITLE, ADDRESS) if isinstance(answer, Failure) else None
