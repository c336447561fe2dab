"""What a host of repositories is to the rest of budget-check."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.core.sources import Place
from bot.tickets import SetupFault, TicketPorts, Trouble


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files under a place that may hold a policy, by their path, at one commit.

    `others` are paths that were not read, because they are too large or no text.
    """

    commit: str
    files: Mapping[str, str]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed: the whole new text of one file, over `commit`, in a branch of this name.

    The branch is the same for every proposal of one mend of one fault: it is what a second one
    finds. `body` is Markdown.
    """

    place: Place
    commit: str
    path: str
    text: str
    branch: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request that is open: its id within the host ("acme/infra#12") and its address."""

    id: str
    url: str
    already_open: bool = False


class Standing(StrEnum):
    """Where a pull request stands."""

    OPEN = "open"
    MERGED = "merged"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class PullRequestState:
    """How it stands, who brought it there ("" where not said) and when (None while open)."""

    standing: Standing
    who: str = ""
    at: datetime | None = None


class CodeHost(Protocol):
    """Reads and proposes. No method raises."""

    def snapshot(self, place: Place) -> Snapshot | Trouble:
        """The files of the place, at its base branch's commit of now."""

    def propose(self, proposal: Proposal) -> PullRequest | Trouble:
        """Open a draft pull request, or find the one of its branch. Nothing is written where the
        base has a commit that changed the file since `commit`: Trouble then, with `again`.
        """

    def look(self, id: str) -> PullRequestState | Trouble:
        """How the pull request of this id stands."""

    def faults(self, place: Place) -> Iterator[SetupFault]:
        """What is wrong with the set-up for this place, found by reading alone."""


@dataclass(frozen=True, slots=True)
class HostKind:
    """A host of repositories before it is set up: as a `TicketKind`, whose ports it shares, for a
    host may keep tickets as well.
    """

    title: str
    settings: tuple[str, ...]
    make: Callable[[TicketPorts], CodeHost]
    secret: tuple[str, ...] = ()
    signs_with: str = ""

    def needs_secret(self, settings: Mapping[str, str]) -> bool:
        """Whether it can do nothing without its secret."""
        return bool(self.secret) and not settings.get(self.signs_with)
