"""What a button carries: a small JSON object of strings and numbers.

The read-only buttons name the account and the budget openly. That is safe: Slack signs what it
sends, nobody can put a value of their own into a button of ours, the person's rights are looked up
again in the worker, and the worst that a replayed value can do is one more check, or one more form
to snooze it. A button that writes to AWS carries an opaque id instead.
"""

from __future__ import annotations

import json
from collections.abc import Mapping


def pack(**values: str | int) -> str:
    """The value of a button. Names of 100 odd characters stay well within Slack's 2,000."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def unpack(value: str) -> Mapping[str, object]:
    """Read it back. Raises ValueError for what `pack` did not make."""
    found = json.loads(value)
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found
