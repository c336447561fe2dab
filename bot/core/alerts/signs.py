"""The front door's two questions about a message: cheap, and importable without the rest.

Nothing of what people write in channels is queued unless one of them says yes. Both say yes a
little too often rather than too seldom; the worker reads the message exactly (`failure`, `posts`).
"""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 100_000
"""Characters that are looked at. Slack's own limit for a text is 40,000 (FACTS 7)."""

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_FAILURES = tuple(
    f"unableto{how}publishto{which}snstopic"
    for how in ("", "successfully")
    for which in ("this", "your", "the")
)
_ALERTING = ("threshold", "exceed", "alert", "forecast", "notification")


def mentions_failure(text: str) -> bool:
    """Does it hold the phrase of AWS's failure mail, of Budgets or Cost Anomaly (FACTS 5.3)?

    Only letters count: a pasted mail has other line breaks, quote marks, bullets and bold stars.
    """
    plain = text[:LONGEST].casefold()
    if "unable" not in plain or "publish" not in plain:
        return False
    for escaped in ("&amp;", "&gt;", "&lt;", "&nbsp;"):
        plain = plain.replace(escaped, "&" if escaped == "&amp;" else " ")
    letters = "".join(c for c in plain if c in _LETTERS)
    return any(phrase in letters for phrase in _FAILURES)


def may_be_alert_post(texts: Iterable[str]) -> bool:
    """May these texts of another app's post announce a budget alert?"""
    plain = "\n".join(texts)[:LONGEST].casefold()
    return "budget" in plain and any(word in plain for word in _ALERTING)
