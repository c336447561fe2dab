"""What the site knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from playground.tickets.jira.adf import text_of
from playground.tickets.wire import JsonObject


class Status(Enum):
    """A status with its id, and the key and id of its category."""

    TO_DO = ("To Do", "10000", "new", 2)
    IN_PROGRESS = ("In Progress", "10001", "indeterminate", 4)
    DONE = ("Done", "10002", "done", 3)
    DECLINED = ("Declined", "10003", "done", 3)

    @property
    def shown(self) -> str:
        """Its name."""
        return self.value[0]

    @property
    def category(self) -> str:
        """Its category's key: new, indeterminate, done."""
        return self.value[2]


CATEGORIES = {"new": "To Do", "indeterminate": "In Progress", "done": "Done"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a screen. `options` are the values that it takes, () for any text."""

    id: str
    name: str
    type: str = "string"
    required: bool = False
    options: tuple[str, ...] = ()
    default: bool = False

    @property
    def custom(self) -> bool:
        """Whether it is the site's own."""
        return self.id.startswith("customfield_")


@dataclass(frozen=True, slots=True)
class IssueType:
    """A type of issue in a project, and the fields of its create screen."""

    id: str
    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """A project: `may_create` and `visible` for the user that the bot is."""

    id: str
    key: str
    name: str
    types: tuple[IssueType, ...]
    may_create: bool = True
    visible: bool = True


@dataclass(frozen=True, slots=True)
class User:
    """Somebody on the site."""

    id: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Token:
    """An API token. One without `scopes` is a classic one: it works at the site alone, one with
    scopes at api.atlassian.com alone.
    """

    value: str
    email: str
    scopes: frozenset[str] = frozenset()
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody took an issue from one status to another."""

    who: User
    at: datetime
    old: Status
    new: Status


@dataclass
class Issue:
    """An issue. `fields` holds what was written, by field id."""

    id: int
    key: str
    project: Project
    type: IssueType
    created: datetime
    updated: datetime
    reporter: User
    fields: JsonObject
    status: Status = Status.TO_DO
    resolution: str = ""
    properties: JsonObject = field(default_factory=dict)
    comments: list[JsonObject] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)

    @property
    def labels(self) -> list[str]:
        """Its labels."""
        return list(self.fields.get("labels") or ())

    def indexed(self) -> Mapping[str, object]:
        """What the search knows of it, as it stands now."""
        summary = str(self.fields["summary"])
        description = text_of(self.fields.get("description"))
        return {
            "summary": summary,
            "description": description,
            "text": f"{summary} {description}",
            "project": (self.project.key, self.project.id),
            "labels": tuple(self.labels),
            "status": self.status,
            "issuetype": (self.type.name, self.type.id),
            "key": self.key,
        }
