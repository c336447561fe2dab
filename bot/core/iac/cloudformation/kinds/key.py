"""KMS keys and their aliases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.iac.cloudformation.logical import Kind, Logical
from bot.core.iac.declared import Declared, DeclaredAlias, DeclaredKey
from bot.core.iac.value import Unknown


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
        one.known("KeySpec", "SYMMETRIC_DEFAULT"),
        one.known("KeyUsage", "ENCRYPT_DECRYPT"),
    )


def _state(one: Logical) -> str:
    if one.known("Enabled", "true").lower() == "false":
        return "Disabled"
    # Without material until somebody imports it (KMS guide, "Importing key material").
    return "PendingImport" if one.known("Origin") == "EXTERNAL" else "Enabled"


def _alias(one: Logical) -> Iterator[Declared]:
    target = one.text("TargetKeyId")
    yield DeclaredAlias(one.name("AliasName"), one.unsure or target or Unknown("TargetKeyId"))


KINDS = {
    "AWS::KMS::Key": Kind(_key, _names),
    "AWS::KMS::ReplicaKey": Kind(_key, _names),
    "AWS::KMS::Alias": Kind(_alias, lambda one: {"": one.name("AliasName")}),
}
