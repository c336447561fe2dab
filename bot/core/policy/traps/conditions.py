"""Conditions that can never hold for this sender, and what was meant."""

from __future__ import annotations

from bot.core.policy.decision import ConditionResult, Match
from bot.core.policy.operators.table import operator_named
from bot.core.policy.traps.arns import arn_matches, differences, nearest
from bot.core.policy.traps.suspect import Clue, Suspect, SuspectKind

_INSTEAD = {
    "aws:principalorgid": "aws:SourceOrgID",
    "aws:principalorgpaths": "aws:SourceOrgPaths",
    "aws:principalaccount": "aws:SourceAccount",
    "aws:principalarn": "aws:SourceArn",
    "aws:userid": "aws:SourceAccount",
    "aws:username": "aws:SourceAccount",
}
"""Keys that describe an IAM principal, and the one that a service's request carries instead."""

_KMS_CALL = "kms:"


def condition_traps(clue: Clue, found: ConditionResult) -> list[Suspect]:
    """What is wrong with a condition that does not hold, or hangs on an undocumented KMS key."""
    if found.match is Match.UNKNOWN:
        kms = found.key.lower().startswith(_KMS_CALL)
        return [_kms_call(clue, found)] if kms else []
    one = _by_key(clue, found) or _variable(clue, found) or _wildcard(clue, found)
    return [one] if one else _by_value(clue, found) or [_plain(clue, found)]


def _by_key(clue: Clue, found: ConditionResult) -> Suspect | None:
    key, sender = found.key.lower(), clue.request.service
    if key.startswith(_KMS_CALL):
        return _kms_call(clue, found)
    if key == "aws:sourceowner":
        return clue.suspect(
            SuspectKind.SOURCE_OWNER,
            f"tests {found.key}, which {sender} does not send: it is the owner's access. "
            "For a service it should be aws:SourceAccount.",
        )
    instead = _INSTEAD.get(key) or ("aws:SourceAccount" if "principaltag/" in key else None)
    if instead:
        return clue.suspect(
            SuspectKind.PRINCIPAL_KEY,
            f"tests {found.key}, which describes users and roles; the request of a service such "
            f"as {sender} does not carry the customer's. It should be {instead}.",
        )
    return None


def _kms_call(clue: Clue, found: ConditionResult) -> Suspect:
    wanted = _listed(found.values)
    if found.match is Match.NO and found.actual:
        says = (
            f"asks for {found.key} {wanted}; the call of {clue.request.service} carries "
            f"{_listed(found.actual)} there, or no such key. Test aws:SourceAccount alone instead."
        )
        return clue.suspect(SuspectKind.KMS_CALL, says)
    return clue.suspect(
        SuspectKind.KMS_CALL,
        f"asks for {found.key} {wanted}; AWS does not document what the call of "
        f"{clue.request.service} carries there. Without that condition it could be told.",
    )


def _variable(clue: Clue, found: ConditionResult) -> Suspect | None:
    text = next((value for value in found.values if "${" in value), None)
    if text is None or clue.expand:
        return None
    return clue.suspect(
        SuspectKind.VARIABLE,
        f'compares {found.key} with "{text}" as it stands: the policy\'s Version is 2008-10-17, '
        "and only 2012-10-17 has variables.",
    )


def _wildcard(clue: Clue, found: ConditionResult) -> Suspect | None:
    """A value with a wildcard under an operator that has none."""
    operator = operator_named(found.operator)
    if operator is None or operator.negated or "StringEquals" not in found.operator:
        return None
    star = next((value for value in found.values if "*" in value or "?" in value), None)
    if star is None or not found.actual:
        return None
    actual = found.actual[0]
    like = "ArnLike" if actual.startswith("arn:") else "StringLike"
    return clue.suspect(
        SuspectKind.WILDCARD,
        f'compares {found.key} by {found.operator} with "{star}", which takes * and ? as they '
        f"stand. It should be {like}.{_beyond(star, actual)}",
    )


def _by_value(clue: Clue, found: ConditionResult) -> list[Suspect]:
    operator = operator_named(found.operator)
    if operator is None or operator.negated or not found.actual or not found.values:
        return []
    actual = found.actual[0]
    if any("${" in value or arn_matches(value, actual) for value in found.values):
        return []
    if actual.startswith("arn:"):
        return [
            clue.suspect(kind, f"can never match by {found.key}: {says}")
            for kind, says in differences(nearest(found.values, actual), actual)
        ]
    if found.key.lower() not in {"aws:sourceaccount", "aws:resourceaccount"}:
        return []
    says = f"asks for {found.key} {_listed(found.values)}; the request carries {actual}."
    return [clue.suspect(SuspectKind.ANOTHER_ACCOUNT, says)]


def _beyond(star: str, actual: str) -> str:
    """A second mistake in the same value, which the right operator alone would not mend."""
    if not actual.startswith("arn:") or arn_matches(star, actual):
        return ""
    return "".join(f" Also, {says}" for _, says in differences(star, actual))


def _plain(clue: Clue, found: ConditionResult) -> Suspect:
    carries = f"carries {_listed(found.actual)}" if found.actual else "does not carry that key"
    return clue.suspect(
        SuspectKind.CONDITION,
        f"asks by {found.operator} for {found.key} {_listed(found.values)}; the request {carries}.",
    )


def _listed(values: tuple[str, ...]) -> str:
    if not values:
        return "(no value)"
    shown = ", ".join(f'"{value}"' for value in values[:3])
    return f"{shown} and {len(values) - 3} more" if len(values) > 3 else shown
