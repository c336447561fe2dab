"""The writes that budget-check can make: one file each, found by path, each a `KIND`.

`write_actions` and `read_actions` are what the role of `mend` needs beyond the reads of a check.
"""

from __future__ import annotations

from functools import cache

from bot.aws.write._kind import WriteKind, WriteTarget
from bot.core.discovery import modules_of

__all__ = ["WriteKind", "WriteTarget", "all_kinds", "kind_of", "read_actions", "write_actions"]


@cache
def all_kinds() -> tuple[WriteKind, ...]:
    """Every write that there is, by its file's name."""
    return tuple(module.KIND for module in modules_of(__name__, __path__))


def kind_of(action: str) -> WriteKind:
    """The write that IAM calls `action`. LookupError for one that budget-check never makes."""
    found = next((kind for kind in all_kinds() if kind.action == action), None)
    if found is None:
        raise LookupError(f"budget-check never calls {action}")
    return found


def write_actions() -> tuple[str, ...]:
    """The IAM actions that the writes need."""
    return tuple(sorted({action for kind in all_kinds() for action in kind.actions}))


def read_actions() -> tuple[str, ...]:
    """The IAM actions that reading before and after a write needs."""
    return tuple(sorted({read.action for kind in all_kinds() for read in kind.reads}))
