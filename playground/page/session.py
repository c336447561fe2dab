"""A session of the playground: AWS, Slack, who acts there, what has been switched on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from playground.aws.control import Control
from playground.page.asked import RefusedError
from playground.page.persona import Credentials
from playground.page.watch import Watch
from playground.slack.local import LocalSlack
from playground.tickets import LocalTickets

PATIENCE = 20.0
"""Seconds that a long poll waits for the next change."""


@dataclass
class Session:
    """What the routes reach.

    `seed` fills an empty AWS; `stop_bot` and `start_bot` stand around a restart. `bot_settings` are
    those that somebody gave the bot from the page: it has them from its next start on.
    """

    slack: LocalSlack
    aws: Credentials
    tickets: LocalTickets
    seed: Callable[[], None]
    stop_bot: Callable[[], None]
    start_bot: Callable[[], None]
    patience: float = PATIENCE
    switched_on: set[str] = field(default_factory=set)
    bot_settings: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.control = Control(self.aws.url)
        self.watch = Watch(self.slack.workspace)
        self._restarting = threading.Lock()

    @property
    def account(self) -> str:
        """The account that everything happens in."""
        return self.aws.account

    def restart(self) -> None:
        """Everything as at the start.

        Raises RefusedError: it is being done already, or the bot does not start.
        """
        with self._bot_stopped():
            self.control.reset()
            self.switched_on.clear()
            self.bot_settings.clear()
            self.aws.forget()
            self.seed()
            self.slack.reset()
            self.tickets.reset()

    def give_bot(self, settings: Mapping[str, str]) -> None:
        """Start the bot anew with these settings besides its own. Raises as `restart` does."""
        with self._bot_stopped():
            self.bot_settings.clear()
            self.bot_settings.update(settings)

    @contextmanager
    def _bot_stopped(self) -> Iterator[None]:
        if not self._restarting.acquire(blocking=False):
            raise RefusedError("The playground is starting anew already.")
        try:
            self.stop_bot()
            yield
            self.start_bot()
        except RuntimeError as error:
            raise RefusedError(str(error), 503) from error
        finally:
            self._restarting.release()
