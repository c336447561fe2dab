"""Waits for the next change of the workspace that somebody can see."""

from __future__ import annotations

import time

from playground.slack.model import Message, View
from playground.slack.workspace import Workspace


class Watch:
    """A number that grows with each change that shows. It goes on when the workspace is emptied."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._seen: object = None
        self._version = 0

    def wait(self, after: int, seconds: float) -> int:
        """The number, as soon as it is not `after` or the time is up.

        For a moment in which it and what is there belong together, hold `lock.released` around it:
        it is let go of while this waits.
        """
        until = time.monotonic() + seconds
        released = self._workspace.lock.released
        with released:
            while self._look() == after:
                left = until - time.monotonic()
                if left <= 0:
                    break
                released.wait(left)
            return self._version

    def _look(self) -> int:
        seen = _digest(self._workspace)
        if seen != self._seen:
            self._seen, self._version = seen, self._version + 1
        return self._version


def _digest(workspace: Workspace) -> object:
    """Differs whenever something that shows has changed: contents by how often they were edited."""
    return (
        tuple(map(_message, workspace.messages)),
        tuple(map(_view, workspace.views.values())),
        tuple((c.id, len(c.members), c.archived) for c in workspace.channels.values()),
        sum(bool(call.error) for call in workspace.calls),
    )


def _message(message: Message) -> object:
    edits, reactions = len(message.before), len(message.reactions)
    return message.ts, message.deleted, message.edited, edits, reactions


def _view(view: View) -> object:
    return view.id, view.hash, view.open, tuple(view.errors.items())
