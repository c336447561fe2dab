"""One case of one fix."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.endpoint import Target
from bot.core.model.path import Path


@dataclass(frozen=True)
class Case:
    """A path, and what comes of planning the fix there.

    `clears` are the plan's codes, in any order; None where there is no plan. `mentions` must all
    occur in the plan's sentences, or in why there is none; `absent` must not. `left` are codes
    that the fix cannot clear by itself but is for. `ours` is the ARN of budget-check's function,
    `function` what was read of it, `dead_queue` what keeps what cannot be delivered there.
    """

    title: str
    path: Path
    clears: tuple[str, ...] | None = None
    mentions: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    allow_unencrypted: bool = True
    change_id: str = "c-1"
    ours: str = ""
    function: Target | None = None
    dead_queue: str = ""
