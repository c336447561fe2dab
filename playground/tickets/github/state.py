"""GitHub without its API: what it knows, and when it is."""

from __future__ import annotations

from playground.tickets.clock import Clock
from playground.tickets.github import seed

RATE = 5000
"""Requests an hour."""


class State:
    """`url` is the API's base URL. `repositories` by full name, `tokens` by value; `left` is how
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
        self.left = RATE
