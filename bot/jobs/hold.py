"""Holding on to a message of the outbox while it is said, however long that takes."""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Event, Thread
from types import TracebackType

from bot.core.outgoing import Outgoing
from bot.errors import StoreError
from bot.jobs.context import Context

HELD = timedelta(seconds=20)
"""How long a worker that is gone keeps the others from it. Longer than a call to Slack, or to the
table that holds it anew, can last."""
OFTEN = 3
"""So many times within HELD it is held anew."""
_log = logging.getLogger(__name__)


class Hold:
    """Keeps a message that was claimed, in a thread of its own, until the block ends.

    A worker that died, or was frozen, keeps nothing: `HELD` later another one has it.
    """

    def __init__(self, context: Context, message: Outgoing) -> None:
        self.message = message
        """As the outbox has it."""
        self._context = context
        self._over = Event()
        self._thread = Thread(target=self._keep, name=f"hold {message.id}", daemon=True)

    def __enter__(self) -> Hold:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.let_go()

    def let_go(self) -> Outgoing:
        """Hold on no longer; the message as the outbox has it, which stays claimed until then."""
        self._over.set()
        self._thread.join()
        return self.message

    def _keep(self) -> None:
        while not self._over.wait(HELD.total_seconds() / OFTEN):
            try:
                now = self._context.clock()
                further = self._context.store.outbox.hold(self.message, now + HELD)
            except StoreError as error:
                _log.warning("Message %s is not held anew: %s", self.message.id, error)
                continue
            if further is None:
                _log.warning("Message %s: another worker has taken it over", self.message.id)
                return
            self.message = further
