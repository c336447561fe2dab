"""The jobs that keep the list of an organisation's accounts current."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


class ListsDue(NamedTuple):
    """The schedule: begin a list of each organisation that needs one."""


class OrganizationChanged(NamedTuple):
    """AWS tells that an organisation got, lost or moved an account: when, in ISO 8601."""

    at: str


class ListMembers(NamedTuple):
    """Some pages of a list. `run` is the list, `token` AWS's, "" for the first page, and `number`
    how many pages are kept already.
    """

    organization: str
    run: str
    token: str = ""
    number: int = 0


class NameUnits(NamedTuple):
    """The names of some units of a list whose pages are all kept; `done` are named already."""

    organization: str
    run: str
    pages: int
    done: int = 0


What = ListsDue | OrganizationChanged | ListMembers | NameUnits
KINDS = kinds(
    {
        "organization.due": JobKind(ListsDue, "nobody", "sweep", "tables"),
        "organization.changed": JobKind(OrganizationChanged, "nobody", "sweep", "tables"),
        "organization.list": JobKind(ListMembers, "nobody", "sweep", "tables"),
        "organization.units": JobKind(NameUnits, "nobody", "sweep", "tables"),
    }
)
"""By the name that travels."""
