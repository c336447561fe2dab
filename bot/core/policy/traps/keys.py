"""Condition keys that a service's call never carries, or carries with another value than asked."""

from __future__ import annotations

from bot.core.policy.carried import carries, instead_of, is_awss_own, is_unsure, never_carried
from bot.core.policy.decision import ConditionResult, Match
from bot.core.policy.names import is_known, key_meant
from bot.core.policy.operators.table import operator_named
from bot.core.policy.traps.suspect import Clue, Suspect, SuspectKind
from bot.core.texts.words import quoted


def asked(found: ConditionResult) -> str:
    """What a condition asks for, as in `asks by StringEquals for aws:SourceAccount "1"`."""
    operator = operator_named(found.operator)
    if operator and operator.make is None:
        without = "true" in {value.lower() for value in found.values}
        return f"asks by Null that there is {'no' if without else 'a'} {found.key}"
    negated = " other than" if operator and operator.negated else ""
    return f"asks by {found.operator} for {found.key}{negated} {quoted(found.values)}"


def misspelt_key(clue: Clue, found: ConditionResult) -> Suspect | None:
    """A key that AWS does not have."""
    if is_known(found.key):
        return None
    meant = key_meant(found.key)
    if meant is None and ":" in found.key:
        return None
    should = f"meant is {meant}" if meant else "the names of keys begin with aws:"
    says = f"{asked(found)}; AWS has no key {found.key}, {should}."
    return clue.suspect(SuspectKind.MISSPELT_KEY, says)


def never(clue: Clue, found: ConditionResult) -> Suspect | None:
    """A key that no service's own call carries, or that holds AWS's own value."""
    key = found.key.lower()
    if key == "aws:sourceowner":
        return _source_owner(clue, found)
    if instead := instead_of(key):
        return clue.suspect(
            SuspectKind.PRINCIPAL_KEY,
            f"tests {found.key}, which describes users and roles; the request of a service such "
            f"as {clue.request.service} does not carry the customer's. It should be {instead}.",
        )
    if never_carried(key) or is_awss_own(key):
        says = f"{asked(found)}; {carries(found, clue.request)}. Leave that condition out."
        return clue.suspect(SuspectKind.NEVER_CARRIED, says)
    return None


def on_kms(clue: Clue, found: ConditionResult) -> Suspect | None:
    """One of KMS's own keys: none is documented for a service's call (docs/facts.md 4.1)."""
    if not found.key.lower().startswith("kms:"):
        return None
    if found.match is Match.NO:
        why = f"{_kms_carries(clue, found)}, so that never fits. Leave that condition out."
    else:
        why = f"{_kms_carries(clue, found)}. Without that condition it could be told."
    return clue.suspect(SuspectKind.KMS_CALL, f"{asked(found)}; {why}")


def awss_own(clue: Clue, found: ConditionResult) -> Suspect | None:
    """A value that AWS itself could have, where nobody but AWS knows whether it has it."""
    if not is_awss_own(found.key):
        return None
    says = f"{asked(found)}; {carries(found, clue.request)}, and AWS does not say which it is"
    return clue.suspect(SuspectKind.NEVER_CARRIED, f"{says}. Leave that condition out.")


def _kms_carries(clue: Clue, found: ConditionResult) -> str:
    if found.actual:
        return f"{clue.request.service} calls KMS with {quoted(found.actual)} there, or without it"
    if is_unsure(found.key, clue.request):
        return f"AWS does not document what the call of {clue.request.service} carries there"
    return carries(found, clue.request)


def _source_owner(clue: Clue, found: ConditionResult) -> Suspect:
    """The owner's key: of use to people and to a few services (docs/facts.md 2.2)."""
    principal = clue.statement.principal
    says = f"tests {found.key}, which {clue.request.service} does not send: it is the owner's"
    if principal is not None and principal.everyone:
        says = f"{says} access, and stays as it is. Add a statement for {clue.request.service}."
    else:
        says = f"{says} key. For a service it should be aws:SourceAccount."
    return clue.suspect(SuspectKind.SOURCE_OWNER, says)
