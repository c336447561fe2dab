"""What GitHub knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class User:
    """An account: `type` is User, Organization or Bot."""

    id: int
    login: str
    type: str = "User"


@dataclass(frozen=True, slots=True)
class Token:
    """A token: the `rights` by permission ("issues": "write"), for `repositories` by their full
    names (all of them for an empty set), until `ends` (seconds since the epoch).

    `app` for one of an app's installation, which ends after an hour and says so nowhere.
    """

    value: str
    user: User
    rights: Mapping[str, str]
    repositories: frozenset[str] = frozenset()
    ends: float | None = None
    app: bool = False

    def sees(self, repository: str) -> bool:
        """Whether it was given this one."""
        return not self.repositories or repository in self.repositories

    def may(self, permission: str, level: str) -> bool:
        """Whether it has at least this right."""
        held = self.rights.get(permission, "")
        return held in ({"read", "write"} if level == "read" else {"write"})


@dataclass
class Label:
    """A label of a repository."""

    id: int
    name: str
    color: str = "ededed"
    description: str | None = None


@dataclass
class Comment:
    """A comment on an issue or a pull request."""

    id: int
    user: User
    body: str
    at: datetime


@dataclass
class Issue:
    """An issue; a pull request is one too and has its number."""

    id: int
    number: int
    title: str
    body: str | None
    user: User
    created_at: datetime
    updated_at: datetime
    labels: list[str] = field(default_factory=list)
    assignees: list[User] = field(default_factory=list)
    state: str = "open"
    state_reason: str | None = None
    closed_at: datetime | None = None
    closed_by: User | None = None
    comments: list[Comment] = field(default_factory=list)


@dataclass
class Repository:
    """A repository. `collaborators` may be assigned and may push."""

    id: int
    owner: User
    name: str
    created_at: datetime
    private: bool = False
    archived: bool = False
    has_issues: bool = True
    default_branch: str = "main"
    collaborators: tuple[User, ...] = ()
    labels: dict[str, Label] = field(default_factory=dict)
    issues: dict[int, Issue] = field(default_factory=dict)

    @property
    def full_name(self) -> str:
        """owner/name."""
        return f"{self.owner.login}/{self.name}"

    def next_number(self) -> int:
        """The number that the next issue or pull request gets."""
        return max(self.issues, default=0) + 1
