"""Who did what, and when: what broke a path, or mended it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Act:
    """`who` is CloudTrail's name in words; of a change of ours `user` is the Slack user who asked
    for it and `change` its id, both "" for everybody else's. `action` is AWS's operation.
    """

    who: str
    at: datetime
    action: str = ""
    user: str = ""
    change: str = ""
