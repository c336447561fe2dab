"""KMS keys and their aliases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.iac.cloudformation.logical import Kind, Logical
from bot.core.iac.declared import Declared, DeclaredAlias, DeclaredKey
from bot.core.iac.value import Unknown, choice, switch


def _id(one: Logical) -> str:
    return one.identities.key_id(one.place.address)


def _names(one: Logical) -> Mapping[str, str]:
    arn = one.identities.arn("kms", f"key/{_id(one)}")
    return {"": _id(one), "KeyId": _id(one), "Arn": arn}


def _key(one: Logical) -> Iterator[Declared]:
    yield DeclaredKey(
        one.place,
        one.identities.arn("kms", f"key/{_id(one)}"),
        one.given("KeyPolicy"),
        _state(one),
        choice(one.get("KeySpec"), "SYMMETRIC_DEFAULT"),
        choice(one.get("KeyUsage"), "ENCRYPT_DECRYPT"),
    )


def _state(one: Logical) -> str | Unknown:
    enabled, origin = switch(one.get("Enabled"), True), one.text("Origin")
    if isinstance(enabled, Unknown) or isinstance(origin, Unknown):
        return enabled if isinstance(enabled, Unknown) else origin or "Enabled"
    if not enabled:
        return "Disabled"
    # Without material until somebody imports it (KMS guide, "Importing key material").
    return "PendingImport" if origin == "EXTERNAL" else "Enabled"


def _alias(one: Logical) -> Iterator[Declared]:
    target = one.text("TargetKeyId")
    yield DeclaredAlias(one.name("AliasName"), one.unsure or target or Unknown("TargetKeyId"))


KINDS = {
    "AWS::KMS::Key": Kind(_key, _names),
    "AWS::KMS::ReplicaKey": Kind(_key, _names),
    "AWS::KMS::Alias": Kind(_alias, lambda one: {"": one.name("AliasName")}),
}
