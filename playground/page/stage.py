"""Everything that stands on the stage: AWS, Slack, who acts there, what has been switched on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from playground.aws.control import Control
from playground.page.asked import RefusedError
from playground.page.somebody import Credentials
from playground.page.watching import Watch
from playground.slack.local import LocalSlack

PATIENCE = 20.0
"""Seconds that a long poll waits for the next change."""


@dataclass
class Stage:
    """What the routes reach.

    `seed` fills an empty AWS; `stop_bot` and `start_bot` stand around a restart.
    """

    slack: LocalSlack
    aws: Credentials
    seed: Callable[[], None]
    stop_bot: Callable[[], None]
    start_bot: Callable[[], None]
    patience: float = PATIENCE
    switched_on: set[str] = field(default_factory=set)

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
        if not self._restarting.acquire(blocking=False):
            raise RefusedError("The playground is starting anew already.")
        try:
            self.stop_bot()
            self.control.reset()
            self.switched_on.clear()
            self.aws.forget()
            self.seed()
            self.slack.reset()
            self.start_bot()
        except RuntimeError as error:
            raise RefusedError(str(error), 503) from error
        finally:
            self._restarting.release()
