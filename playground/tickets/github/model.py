"""What GitHub knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from playground.tickets.github.git import By, Store


@dataclass(frozen=True, slots=True)
class User:
    """An account: `type` is User, Organization or Bot."""

    id: int
    login: str
    type: str = "User"

    def by(self, at: datetime, *, signed: bool = False) -> By:
        """As who commits."""
        email = f"{self.id}+{self.login}@users.noreply.github.com"
        return By(self.login, email, at, signed)


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
class Installation:
    """An app in an organisation: what it was granted, and where."""

    rights: Mapping[str, str]
    repositories: frozenset[str]
    suspended: bool = False


@dataclass
class App:
    """A GitHub App by its client id: its public key (modulus, exponent) and installations."""

    id: str
    key: tuple[int, int]
    installations: dict[str, Installation] = field(default_factory=dict)


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
class Pull:
    """What makes an issue a pull request: two branches, and what became of it. `head_sha` is the
    last commit that the branch had while it was open.
    """

    head: str
    base: str
    head_sha: str
    draft: bool = False
    merged_at: datetime | None = None
    merged_by: User | None = None
    merge_sha: str | None = None
    merge_base: str | None = None
    base_sha: str | None = None


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
    pull: Pull | None = None


@dataclass
class Repository:
    """A repository. `collaborators` may be assigned and may push; a `protected` branch changes by
    pull requests alone; without `drafts` there are none (a private one of a free plan).
    `tree_limit` is how many entries of a tree are listed.
    """

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
    git: Store = field(default_factory=Store)
    branches: dict[str, str] = field(default_factory=dict)
    protected: set[str] = field(default_factory=set)
    drafts: bool = True
    tree_limit: int = 100_000

    @property
    def full_name(self) -> str:
        """owner/name."""
        return f"{self.owner.login}/{self.name}"

    def commit_named(self, name: str) -> str | None:
        """The commit of a branch or an id; None: there is none."""
        short = name.removeprefix("refs/").removeprefix("heads/")
        return self.branches.get(short) or (name if name in self.git.commits else None)

    def commit(self, branch: str, changes: Mapping[str, bytes | None], message: str, by: By) -> str:
        """Commit files to a branch, or their deletion where None stands; the commit's id."""
        tip = self.branches[branch]
        made = self.git.commit(self.git.changed(tip, changes), (tip,), message, by)
        self.branches[branch] = made.sha
        return made.sha

    def next_number(self) -> int:
        """The number that the next issue or pull request gets."""
        return max(self.issues, default=0) + 1
