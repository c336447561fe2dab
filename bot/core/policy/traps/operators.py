"""Operators that AWS does not have, and conditions without one."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.core.policy.decision import ConditionResult
from bot.core.policy.names import key_meant, looks_like_a_key, operator_meant
from bot.core.policy.operators.table import operator_named
from bot.core.policy.traps.suspect import Clue, Suspect, SuspectKind
from bot.core.texts.words import quoted


def operator_trap(clue: Clue, found: ConditionResult) -> Suspect | None:
    """What stands where an operator should; nothing where it is one."""
    if operator_named(found.operator):
        return None
    if not found.key:
        return _without(clue, found)
    if looks_like_a_key(found.operator) and operator_named(found.key):
        right = f'{{"{found.key}": {{"{found.operator}": ...}}}}'
        says = f"has {found.operator} and {found.key} the wrong way round. It should be {right}."
        return clue.suspect(SuspectKind.NO_OPERATOR, says)
    meant = operator_meant(found.operator)
    should = f"meant is {meant}" if meant else "as far as budget-check knows"
    return clue.suspect(
        SuspectKind.MISSPELT_OPERATOR,
        f"asks by {found.operator} for {found.key} {quoted(found.values)}; AWS has no operator "
        f"{found.operator}, {should}.",
    )


def _without(clue: Clue, found: ConditionResult) -> Suspect | None:
    """A key straight under Condition, or a Condition that is no object at all."""
    block = clue.written.get("Condition")
    if not isinstance(block, Mapping):
        says = "has a Condition that is no object: it should be operator, key and value."
        return clue.suspect(SuspectKind.NO_OPERATOR, says)
    if not looks_like_a_key(found.operator):
        return None
    value = block.get(found.operator)
    told = json.dumps(value, ensure_ascii=False)[:200]
    operator = "ArnLike" if "arn:" in told else "StringEquals"
    key = key_meant(found.operator) or found.operator
    right = f'{{"{operator}": {{"{key}": {told}}}}}'
    says = f"has a condition on {found.operator} without an operator. It should be {right}."
    return clue.suspect(SuspectKind.NO_OPERATOR, says)
