"""GitHub without its API: what it knows, and when it is."""

from __future__ import annotations

from playground.tickets.clock import Clock
from playground.tickets.github import seed
from playground.tickets.github.model import App

RATE = 5000
"""Requests an hour."""


class State:
    """`url` is the API's base URL. `repositories` by full name, `tokens` by
    value, `apps` by client id; `left` is how
    many requests the hour still has.
    """

    def __init__(self, clock: Clock) -> None:
        self.url = ""
        self.clock = clock
        self.reset()

    def reset(self) -> None:
        """As at the start."""
        self.repositories = seed.repositories(self.clock.now())
        self.tokens = seed.tokens(self.clock.seconds())
        self.apps: dict[str, App] = {}
        self.left = RATE

    def install(self, app: App) -> None:
        """There is such an app from now on."""
        self.apps[app.id] = app
