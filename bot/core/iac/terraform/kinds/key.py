"""aws_kms_key, its policy and aliases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.iac.declared import (
    Declared,
    DeclaredAlias,
    DeclaredKey,
    DeclaredPolicy,
    DeclaredRemoval,
)
from bot.core.iac.terraform.resource import Kind, Resource
from bot.core.iac.value import Unknown, choice, known, switch


def _id(one: Resource) -> str:
    told = known(one.values.get("key_id"))
    return told or one.identities.key_id(one.change.address)


def _names(one: Resource) -> Mapping[str, str]:
    return {"arn": one.arn("kms", f"key/{_id(one)}"), "key_id": _id(one), "id": _id(one)}


def _key(one: Resource) -> Iterator[Declared]:
    yield DeclaredKey(
        one.place,
        one.arn("kms", f"key/{_id(one)}"),
        one.written("policy"),
        _state(one),
        choice(one.get("customer_master_key_spec"), "SYMMETRIC_DEFAULT"),
        choice(one.get("key_usage"), "ENCRYPT_DECRYPT"),
        standing=one.standing("policy"),
    )


def _external(one: Resource) -> Iterator[Declared]:
    """A key with imported material: what it holds stands in its state."""
    state = known(one.values.get("key_state"))
    material = one.values.get("key_material_base64") is not None
    arn = one.arn("kms", f"key/{_id(one)}")
    state = state or ("Enabled" if material else "PendingImport")
    enabled = switch(one.get("enabled"), True)
    found = enabled if isinstance(enabled, Unknown) else state if enabled else "Disabled"
    standing = one.standing("policy")
    yield DeclaredKey(one.place, arn, one.written("policy"), found, standing=standing)


def _state(one: Resource) -> str | Unknown:
    told = one.get("is_enabled")
    enabled = switch(one.get("enabled") if told is None else told, True)
    return enabled if isinstance(enabled, Unknown) else "Enabled" if enabled else "Disabled"


def _policy(one: Resource) -> Iterator[Declared]:
    target = one.text("key_id") or Unknown(f"{one.change.address}.key_id")
    yield DeclaredPolicy(one.place, "kms", (target,), one.document("policy"))


def _removal(one: Resource) -> Iterator[Declared]:
    """Terraform writes the default policy then."""
    yield DeclaredRemoval("kms", (one.known("key_id"),))


def _alias_name(one: Resource) -> str:
    return one.name("name")


def _alias(one: Resource) -> Iterator[Declared]:
    target = one.text("target_key_id") or Unknown(f"{one.change.address}.target_key_id")
    yield DeclaredAlias(_alias_name(one), target)


def _alias_names(one: Resource) -> Mapping[str, str]:
    name = _alias_name(one)
    target = one.text("target_key_id")
    found = {"name": name, "id": name, "arn": one.arn("kms", name)}
    return found | ({"target_key_arn": target} if isinstance(target, str) else {})


KINDS = {
    "aws_kms_key": Kind(_key, _names),
    "aws_kms_replica_key": Kind(_key, _names),
    "aws_kms_external_key": Kind(_external, _names),
    "aws_kms_key_policy": Kind(_policy, gone=_removal),
    "aws_kms_alias": Kind(_alias, _alias_names),
}
