"""The name of a deployed stage, as a person gives it."""

from __future__ import annotations

import re

from bot.errors import UsageError

_STAGE = re.compile(r"[a-z][a-z0-9-]{0,19}")


def stage_named(text: str) -> str:
    """The stage. Raises UsageError for what can be none."""
    if not _STAGE.fullmatch(text):
        raise UsageError(f"--stage {text!r} is no stage: say one such as prod, as in make deploy.")
    return text
