"""What keeps budget-check from opening pull requests for a place, found by reading alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.core.sources import Place
from bot.core.texts import github as words
from bot.pull_requests._github_git import base_head, files
from bot.pull_requests._github_stop import StoppedError
from bot.rest.github import CONTENTS, PULL_REQUESTS, Failed, Session
from bot.tickets import SetupFault
from bot.tickets.github import fault_of, look_at, may_not

_PUSHES = ("admin", "maintain", "push")


def faults(session: Session, place: Place, now: datetime) -> Iterator[SetupFault]:
    """Each, with what to do."""
    repository = place.repository
    body, found = look_at(session, repository, CONTENTS, now)
    yield from found
    if body is None:
        return
    if may_not(session, body, _PUSHES):
        says = words.MAY_NOT_PUSH.format(repository=repository)
        yield SetupFault(says, words.MAY_PUSH.format(repository=repository))
    listed = session.get(f"/repos/{repository}/pulls?per_page=1", PULL_REQUESTS)
    if isinstance(listed, Failed):
        yield fault_of(listed, repository, PULL_REQUESTS)
    yield from _place(session, place)


def _place(session: Session, place: Place) -> Iterator[SetupFault]:
    try:
        files(session, place, base_head(session, place.base))
    except StoppedError as stopped:
        if stopped.failed:
            yield fault_of(stopped.failed, place.repository, CONTENTS)
        else:
            yield SetupFault(stopped.trouble.says, words.DO_BRANCH)
