"""What the instance knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """The states of a change, as the platform's own change models number them."""

    NEW = "-5"
    ASSESS = "-4"
    AUTHORIZE = "-3"
    SCHEDULED = "-2"
    IMPLEMENT = "-1"
    REVIEW = "0"
    CLOSED = "3"
    CANCELED = "4"

    @property
    def shown(self) -> str:
        """Its display value."""
        return self.name.capitalize()


OVER = frozenset({State.CLOSED, State.CANCELED})


class Approval(StrEnum):
    """A change's `approval`."""

    NOT_REQUESTED = "not requested"
    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"

    @property
    def shown(self) -> str:
        """Its display value."""
        return {"requested": "Requested", "not requested": "Not Yet Requested"}.get(
            self.value, self.value.capitalize()
        )


@dataclass
class Change:
    """A change request. `fields` holds what was written, by name; `notes` the work notes."""

    sys_id: str
    number: str
    type: str
    state: State
    approval: Approval
    opened_at: datetime
    updated_at: datetime
    opened_by: str
    closed_by: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def active(self) -> bool:
        """Whether it is still open."""
        return self.state not in OVER


@dataclass(frozen=True, slots=True)
class Client:
    """An OAuth client of an integration user; `writes` with the role sn_change_write, `reads` with
    sn_change_read.
    """

    id: str
    secret: str
    user: str
    reads: bool = True
    writes: bool = True


@dataclass(frozen=True, slots=True)
class Token:
    """An access token."""

    client: Client
    ends: float
