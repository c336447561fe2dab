"""Somebody was first: what a refused write says."""

from __future__ import annotations

from bot.core.change.change import Change
from bot.errors import BudgetCheckError


class Conflict(BudgetCheckError):  # noqa: N818 (the word of the design)
    """A change is not (any more) as the caller holds it: nothing was written.

    `current` is the change as it is now, None where there is none.
    """

    def __init__(self, change: str, current: Change | None) -> None:
        says = (
            f"somebody was first, and change {change} is {current.state} now"
            if current
            else f"there is no change {change}"
        )
        super().__init__(f"Nothing was done: {says}.")
        self.current = current


class LeaseLost(BudgetCheckError):  # noqa: N818
    """The lease ran out and somebody else has taken it: nothing was written."""

    def __init__(self, resource: str) -> None:
        super().__init__(f"Nothing was done: another change has taken over {resource} meanwhile.")
        self.resource = resource
