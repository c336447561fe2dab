"""Waiting for what has to happen, however slow the machine is."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

UNHURRIED = 300.0
"""Seconds after which a test may give up: a last resort, longer than any machine needs."""

Found = TypeVar("Found")


def until(look: Callable[[], Found | None]) -> Found:
    """What `look` finds, as soon as it finds something."""
    end = time.monotonic() + UNHURRIED
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.01)
    raise AssertionError(f"nothing within {UNHURRIED:g} s")
