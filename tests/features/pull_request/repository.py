"""A host of one repository, in memory: it keeps every commit, and one pull request a branch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from bot.core.sources import Place
from bot.pull_requests import (
    Proposal,
    PullRequest,
    PullRequestState,
    Snapshot,
    Standing,
)
from bot.tickets import SetupFault, Trouble

MOVED = "alerts.tf was changed meanwhile, so nothing was proposed."
LOST = "The host did not answer."
NOBODY = "There is no such repository, or the token may not read it."


@dataclass
class Pull:
    """A pull request as the host has it."""

    proposal: Proposal
    state: PullRequestState = field(default_factory=lambda: PullRequestState(Standing.OPEN))


@dataclass
class Repository:
    """The host. `loses` so many answers after it has opened; `down` answers nothing at all."""

    name: str
    files: dict[str, str]
    commits: list[dict[str, str]] = field(default_factory=list)
    pulls: list[Pull] = field(default_factory=list)
    loses: int = 0
    unread: tuple[str, ...] = ()
    down: bool = False
    proposed: int = 0
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.commits.append(dict(self.files))

    @property
    def base(self) -> dict[str, str]:
        """The files of the base branch."""
        return self.commits[-1]

    def push(self, path: str, text: str) -> None:
        """Somebody else's commit on the base branch."""
        self.commits.append({**self.base, path: text})

    def snapshot(self, place: Place) -> Snapshot | Trouble:
        """See `CodeHost`."""
        if self.down or place.repository != self.name:
            return Trouble(LOST if self.down else NOBODY, again=self.down)
        under = {p: t for p, t in self.base.items() if p.startswith(place.path)}
        return Snapshot(str(len(self.commits) - 1), under, self.unread)

    def propose(self, proposal: Proposal) -> PullRequest | Trouble:
        """See `CodeHost`."""
        with self._lock:
            self.proposed += 1
            if self.down:
                return Trouble(LOST, again=True)
            known = self._of(proposal.branch)
            if known:
                return self._told(known, already=True)
            over = self.commits[int(proposal.commit)]
            if over.get(proposal.path) != self.base.get(proposal.path):
                return Trouble(MOVED, again=True)
            self.pulls.append(Pull(proposal))
            if self.loses:
                self.loses -= 1
                return Trouble(LOST, again=True)
            return self._told(self.pulls[-1], already=False)

    def look(self, id: str) -> PullRequestState | Trouble:
        """See `CodeHost`."""
        return Trouble(LOST, again=True) if self.down else self._by(id).state

    def faults(self, place: Place) -> Iterator[SetupFault]:
        """See `CodeHost`."""
        if place.repository != self.name:
            yield SetupFault(NOBODY, "Correct the map.")

    def merge(self, who: str, at: datetime) -> None:
        """Somebody merges the last one."""
        pull = self.pulls[-1]
        pull.state = PullRequestState(Standing.MERGED, who, at)
        self.push(pull.proposal.path, pull.proposal.text)

    def close(self, who: str, at: datetime) -> None:
        """Somebody closes the last one without merging it."""
        self.pulls[-1].state = PullRequestState(Standing.CLOSED, who, at)

    def _of(self, branch: str) -> Pull | None:
        of = (one for one in self.pulls if one.proposal.branch == branch)
        return next((one for one in of if one.state.standing is Standing.OPEN), None)

    def _by(self, id: str) -> Pull:
        return self.pulls[int(id.rpartition("#")[2]) - 1]

    def _told(self, pull: Pull, *, already: bool) -> PullRequest:
        number = self.pulls.index(pull) + 1
        url = f"https://github.example/{self.name}/pull/{number}"
        return PullRequest(f"{self.name}#{number}", url, already)
