"""Repositories on github.com or on an Enterprise Server.

GitHub compares before it writes: a commit names the one that its branch must point to. What is
there from an attempt that stopped on its way is continued, and a branch that somebody else wrote to
is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeVar

from bot.core.sources import Place
from bot.core.texts import github as words
from bot.pull_requests import _github_pull as pulls
from bot.pull_requests._github_blobs import Blobs
from bot.pull_requests._github_branch import committed
from bot.pull_requests._github_faults import faults
from bot.pull_requests._github_snapshot import snapshot
from bot.pull_requests._github_stop import StoppedError
from bot.pull_requests._host import (
    HostKind,
    Proposal,
    PullRequest,
    PullRequestState,
    Snapshot,
)
from bot.rest.github import (
    CONTENTS,
    PULL_REQUESTS,
    READ_CONTENTS,
    READ_PULL_REQUESTS,
    SECRET,
    SETTINGS,
    GitHub,
    Session,
)
from bot.tickets import SetupFault, TicketPorts, Trouble
from bot.tickets.github import github_of

__all__ = ["HOST", "GitHubCode"]

_T = TypeVar("_T")
_ID = re.compile(r"([\w.-]+/[\w.-]+)#([0-9]{1,10})")


class GitHubCode:
    """The CodeHost of every repository that its token or App may see."""

    def __init__(self, ports: TicketPorts) -> None:
        """Raises SettingsError for a setting that is wrong."""
        self._github: GitHub = github_of(ports)
        self._blobs = Blobs()
        self._clock: Callable[[], datetime] = ports.clock

    def snapshot(self, place: Place) -> Snapshot | Trouble:
        """The files of the place, at its base branch's commit of now. Never raises."""
        session = self._github.session(place.repository, READ_CONTENTS)
        return _unless_stopped(lambda: snapshot(session, place, self._blobs))

    def propose(self, proposal: Proposal) -> PullRequest | Trouble:
        """Open a draft pull request, or find the one of its branch. Never raises."""
        repository = proposal.place.repository
        session = self._github.session(repository, CONTENTS, PULL_REQUESTS)
        return _unless_stopped(lambda: _proposed(session, proposal))

    def look(self, id: str) -> PullRequestState | Trouble:
        """How the pull request of this id stands. Never raises."""
        found = _ID.fullmatch(id)
        if not found:
            return Trouble(words.NO_PULL_REQUEST.format(id=id), again=False)
        session = self._github.session(found[1], READ_PULL_REQUESTS)
        return _unless_stopped(lambda: pulls.state(session, found[2]))

    def faults(self, place: Place) -> Iterator[SetupFault]:
        """What is wrong with the set-up for this place, found by reading alone. Never raises."""
        session = self._github.session(place.repository, CONTENTS, PULL_REQUESTS)
        yield from faults(session, place, self._clock())


HOST = HostKind("GitHub", SETTINGS, GitHubCode, secret=SECRET, signs_with="KEY")


def _unless_stopped(act: Callable[[], _T]) -> _T | Trouble:
    try:
        return act()
    except StoppedError as stopped:
        return stopped.trouble


def _proposed(session: Session, proposal: Proposal) -> PullRequest:
    known = pulls.of_branch(session, proposal)
    if known:
        return known
    committed(session, proposal)
    return pulls.opened(session, proposal)
