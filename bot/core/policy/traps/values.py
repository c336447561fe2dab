"""Condition values that can never be what the request carries."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.core.policy.decision import ConditionResult
from bot.core.policy.operators.table import Operator, operator_named
from bot.core.policy.traps.accounts import account_form
from bot.core.policy.traps.arns import arn_matches, differences, nearest, usual
from bot.core.policy.traps.keys import asked
from bot.core.policy.traps.signs import is_anothers, others_of
from bot.core.policy.traps.suspect import Clue, Suspect, SuspectKind
from bot.core.policy.traps.unfilled import unfilled
from bot.core.texts.words import listed, quoted

_ACCOUNTS = frozenset({"aws:sourceaccount", "aws:resourceaccount"})
_ARNS = "ARNs"
_COMPARES = {
    "Arn": _ARNS,
    "Bool": "true and false",
    "IpAddress": "addresses",
    "Date": "dates",
    "Binary": "binary values",
}
"""What the operators compare that fit no account id, by a part of their names."""
_TIMES = frozenset({"aws:currenttime", "aws:epochtime"})


def unreadable_value(clue: Clue, found: ConditionResult) -> Suspect | None:
    """A value that is neither a text nor a list: an object, mostly of a template."""
    block = _of_condition(clue).get(found.operator)
    value = block.get(found.key) if isinstance(block, Mapping) else None
    if found.values or value is None or not found.key:
        return None
    text = json.dumps(value, ensure_ascii=False)[:200]
    what = unfilled(text) or "which is no value of a condition"
    says = f"asks for {found.key} {text}, {what}.{_should(clue, found)}"
    return clue.suspect(SuspectKind.UNREADABLE, says)


def variable(clue: Clue, found: ConditionResult) -> Suspect | None:
    """A variable under a Version that has none."""
    text = next((value for value in found.values if "${" in value and not unfilled(value)), None)
    if text is None or clue.expand:
        return None
    return clue.suspect(
        SuspectKind.VARIABLE,
        f'compares {found.key} with "{text}" as it stands: the policy\'s Version is 2008-10-17, '
        "and only 2012-10-17 has variables.",
    )


def wildcard(clue: Clue, found: ConditionResult) -> Suspect | None:
    """A value with a wildcard under an operator that has none."""
    operator = operator_named(found.operator)
    if operator is None or operator.negated or "StringEquals" not in found.operator:
        return None
    star = next((value for value in found.values if "*" in value or "?" in value), None)
    if star is None or not found.actual or unfilled(star):
        return None
    actual = found.actual[0]
    like = "ArnLike" if actual.startswith("arn:") else "StringLike"
    or_none = ", or no such condition" if found.key.lower().startswith("kms:") else ""
    return clue.suspect(
        SuspectKind.WILDCARD,
        f'compares {found.key} by {found.operator} with "{star}", which takes * and ? as they '
        f"stand. It should be {like}{or_none}.{_beyond(star, actual)}",
    )


def wrong_type(clue: Clue, found: ConditionResult) -> Suspect | None:
    """An operator that compares something else than accounts or ARNs."""
    operator = operator_named(found.operator)
    compares = next((what for kind, what in _COMPARES.items() if kind in found.operator), None)
    if operator is None or operator.negated or compares is None or not found.actual:
        return None
    actual = found.actual[0]
    is_arn, is_account = actual.startswith("arn:"), found.key.lower() in _ACCOUNTS
    if not (is_arn or is_account) or (is_arn and compares == _ARNS):
        return None
    what, right = ("an ARN", "ArnLike") if is_arn else ("an account id", "StringEquals")
    return clue.suspect(
        SuspectKind.OPERATOR_TYPE,
        f"tests {found.key} by {found.operator}, which compares {compares}, and {what} is none. "
        f'It should be "{right}": {{"{found.key}": "{usual(actual)}"}}.',
    )


def by_value(clue: Clue, found: ConditionResult) -> list[Suspect]:
    """What is wrong with the values of an ARN, an account or a time."""
    operator = operator_named(found.operator)
    if operator is None or operator.negated or not found.actual or not found.values:
        return []
    key, actual = found.key.lower(), found.actual[0]
    if key in _TIMES:
        return _time(clue, found, operator)
    if any("${" in value and not unfilled(value) for value in found.values):
        return []
    if operator.make is None or any(arn_matches(value, actual) for value in found.values):
        return []
    if actual.startswith("arn:"):
        return _by_arn(clue, found, actual)
    return [_account(clue, found, actual)] if key in _ACCOUNTS else []


def plain(clue: Clue, found: ConditionResult) -> Suspect:
    """What a condition asks for and what the request has, where no more is to be said."""
    operator = operator_named(found.operator)
    if not found.actual:
        has, should = "does not carry that key", "Leave that condition out."
    else:
        has = f"carries {quoted(found.actual)}"
        should = f"It should be {quoted(found.actual)}."
        if operator is None or operator.make is None:
            should = "Leave that condition out."
        elif operator.negated:
            should = "Leave that value out."
    says = f"{asked(found)}; the request {has}. {should}"
    return clue.suspect(SuspectKind.CONDITION, says)


def _on_key(clue: Clue) -> str:
    """AWS documents no aws:SourceArn on the call to KMS (docs/facts.md 1.1)."""
    return "On a key test aws:SourceAccount alone." if clue.kms else ""


def _by_arn(clue: Clue, found: ConditionResult, actual: str) -> list[Suspect]:
    if is_anothers(clue):
        return [_shared(clue, found, actual)]
    return [
        clue.suspect(kind, f"can never match by {found.key}: {says}")
        for kind, says in differences(nearest(found.values, actual), actual, _on_key(clue))
    ]


def _shared(clue: Clue, found: ConditionResult, actual: str) -> Suspect:
    """Another service comes in by it as well: nobody is told to change what that one needs."""
    others = listed(others_of(clue)[:3])
    says = (
        f"{asked(found)}, which is what {others} brings; the request carries {actual}. Add a "
        f"statement for {clue.request.service}, and leave this one."
    )
    return clue.suspect(SuspectKind.ANOTHER_SOURCE, says)


def _account(clue: Clue, found: ConditionResult, actual: str) -> Suspect:
    forms = [form for value in found.values if (form := account_form(value, actual))]
    why = f": {forms[0]}" if forms else ""
    kind = SuspectKind.ACCOUNT_FORM if forms else SuspectKind.ANOTHER_ACCOUNT
    says = f"{asked(found)}; the request carries {actual}{why}."
    should = f'It should be "{actual}".' if forms else f'It should have "{actual}".'
    return clue.suspect(kind, f"{says} {should}")


def _time(clue: Clue, found: ConditionResult, operator: Operator) -> list[Suspect]:
    """An Allow that has ended, or has not begun."""
    if "Less" in found.operator:
        what = f"ended on {', '.join(found.values)}"
    elif "Greater" in found.operator:
        what = f"begins only on {', '.join(found.values)}"
    else:
        return []
    says = f"{what} ({found.operator} {found.key}). Leave that condition out, or set another date."
    return [clue.suspect(SuspectKind.ENDED, says)]


def _beyond(star: str, actual: str) -> str:
    """A second mistake in the same value, which the right operator alone would not mend."""
    if not actual.startswith("arn:") or arn_matches(star, actual):
        return ""
    return "".join(f" Also, {says}" for _, says in differences(star, actual))


def _should(clue: Clue, found: ConditionResult) -> str:
    actual = clue.carried(found.key)
    return f' It should be "{usual(actual)}".' if actual else ""


def _of_condition(clue: Clue) -> Mapping[str, object]:
    block = clue.written.get("Condition")
    return block if isinstance(block, Mapping) else {}
