"""The front door's two questions about a message: cheap, and importable without the rest.

Nothing of what people write in channels is queued unless one of them says yes. Both say yes a
little too often rather than too seldom; the worker reads the message exactly (`failure`, `posts`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST = 100_000
"""Characters that are looked at. Slack's own limit for a text is 40,000 (docs/facts.md 7)."""

_LETTER = re.compile("[A-Za-z]")
_FAILURE = re.compile("unableto(?:successfully)?publishto(?:this|your|the)snstopic")
_ESCAPED = re.compile("&(?:amp;)*(?:amp|gt|lt|nbsp);")
_ALERTING = ("threshold", "exceed", "alert", "forecast", "notification")


def mentions_failure(text: str) -> bool:
    """Does it hold the phrase of AWS's failure mail, of Budgets or Cost Anomaly
    (docs/facts.md 5.3)?

    Only letters count: a pasted mail has other line breaks, quote marks, bullets and bold stars.
    """
    return bool(failure_phrases(text))


def failure_phrases(text: str) -> list[tuple[int, int]]:
    """Where that phrase stands, from its first letter to behind its last."""
    plain = text[:LONGEST]
    lower = plain.casefold()
    if "unable" not in lower or "publish" not in lower:
        return []
    unescaped = _ESCAPED.sub(lambda match: " " * len(match[0]), plain)
    at = [match.start() for match in _LETTER.finditer(unescaped)]
    letters = "".join(unescaped[i] for i in at).lower()
    return [(at[m.start()], at[m.end() - 1] + 1) for m in _FAILURE.finditer(letters)]


def may_be_alert_post(texts: Iterable[str]) -> bool:
    """May these texts of another app's post announce a budget alert?"""
    plain = "\n".join(texts)[:LONGEST].casefold()
    return "budget" in plain and any(word in plain for word in _ALERTING)
