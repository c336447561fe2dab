"""Do two texts of one budget announce the same alert? Two thresholds can alert in one moment."""

from __future__ import annotations

from bot.core.alerts.message import Alert, Threshold
from bot.core.alerts.parse import parse
from bot.core.alerts.plain import plain
from bot.core.names import flat, with_plain_blanks


def same_alert(budget: str, message: str, post: str) -> bool | None:
    """Whether SNS's `message` and another app's `post` tell of one kind and one threshold.

    None where either does not tell: no layout of the other app's is known (docs/facts.md 5.4).
    """
    ours, theirs = _alert(budget, message), _alert(budget, with_plain_blanks(plain(post)))
    if ours is None or theirs is None:
        return None
    kind = _agree(ours.kind.casefold(), theirs.kind.casefold())
    threshold = _same_threshold(ours.threshold, theirs.threshold)
    if kind is False or threshold is False:
        return False
    return True if kind and threshold else None


def _alert(budget: str, text: str) -> Alert | None:
    found = parse(None, text)
    return found if isinstance(found, Alert) and flat(found.budget) == flat(budget) else None


def _same_threshold(ours: Threshold | None, theirs: Threshold | None) -> bool | None:
    if ours is None or theirs is None:
        return None
    if ours.amount.value is None or theirs.amount.value is None:
        return ours.text == theirs.text
    # A ">" at a line's start is Slack's quote mark as well, so the operator may be lost.
    if _agree(ours.operator, theirs.operator) is False:
        return False
    return (ours.amount.value, ours.amount.unit) == (theirs.amount.value, theirs.amount.unit)


def _agree(one: str, other: str) -> bool | None:
    return one == other if one and other else None
