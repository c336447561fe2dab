"""What a write changes, as a unified diff that a person can read."""

from __future__ import annotations

import json
from difflib import unified_diff

from bot.core.plan import Write


def difference(write: Write) -> str:
    """The unified diff of one write.

    Policies are laid out one value a line, in their own order, so that the diff shows what
    changes and not how it was indented; what is no policy ("Disabled") is compared as it is.
    """
    before, after = pretty(write.before), pretty(write.after)
    name = f"{write.resource} {write.attribute}".strip()
    lines = unified_diff(
        before.split("\n") if before else [],
        after.split("\n") if after else [],
        f"{name} (now)",
        f"{name} (afterwards)",
        lineterm="",
    )
    return "\n".join(lines)


def pretty(text: str) -> str:
    """A JSON object or list laid out; any other text as it is.

    A document that names a key twice is also left as it is: laid out, one of both would be lost.
    """
    try:
        parsed = json.loads(text, object_pairs_hook=_each_key_once)
        laid_out = json.dumps(parsed, indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return text
    return laid_out if isinstance(parsed, dict | list) else text


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key twice")
    return found
