"""The statements that a finding about a policy rests on, to be shown as they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.checks._ruling import meant_in
from bot.core.findings import PolicyStatement
from bot.core.policy.access import LabelledStatement, Ruling
from bot.core.policy.decision import Effect

_MOST = 5


def decisive(rulings: Sequence[Ruling], documents: Sequence[str]) -> tuple[PolicyStatement, ...]:
    """Of each answer the statements that gave it; where none did, those that it turns on, or that
    mean to let the sender in. The first few, and where one call is denied only what denies it.
    """
    denied = [ruling for ruling in rulings if ruling.effect is Effect.DENY]
    found = {
        (one.document, one.result.index): PolicyStatement(
            one.label, documents[one.document], one.result.index
        )
        for ruling in denied or rulings
        for one in _of(ruling, documents)
    }
    return tuple(found.values())[:_MOST]


def _of(ruling: Ruling, documents: Sequence[str]) -> Iterator[LabelledStatement]:
    if ruling.effect in {Effect.ALLOW, Effect.DENY}:
        yield from ruling.deciding
        return
    if ruling.effect is Effect.UNKNOWN:
        yield from ruling.undecided
    meant = meant_in(ruling, documents)
    yield from (one for one in ruling.statements if (one.document, one.result.index) in meant)
