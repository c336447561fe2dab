"""Conditions that can never hold for this sender, and what was meant."""

from __future__ import annotations

from bot.core.policy.decision import ConditionResult, Match
from bot.core.policy.traps.keys import awss_own, misspelt_key, never, on_kms
from bot.core.policy.traps.operators import operator_trap
from bot.core.policy.traps.suspect import Clue, Suspect
from bot.core.policy.traps.values import (
    by_value,
    plain,
    unreadable_value,
    variable,
    wildcard,
    wrong_type,
)


def condition_traps(clue: Clue, found: ConditionResult) -> list[Suspect]:
    """What is wrong with a condition that does not hold, or that nobody can tell.

    The name comes before the value: of a key that does not exist no value is right.
    """
    named = operator_trap(clue, found) or misspelt_key(clue, found)
    if named:
        return [named]
    if found.match is Match.UNKNOWN:
        one = awss_own(clue, found) or on_kms(clue, found)
        return [one] if one else []
    for trap in (unreadable_value, variable, never, wildcard, on_kms, wrong_type):
        if one := trap(clue, found):
            return [one]
    return by_value(clue, found) or [plain(clue, found)]
