"""Whose key a call names, and what KMS lets other accounts and everybody else do with it."""

import json
from typing import Any

from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.services import kms

from playground.aws.server.kms.documents import unique_id
from playground.aws.server.kms.keys import Key, account_of, known, resolve
from playground.aws.server.service import Invocation, RefusedError


def denied(call: Invocation, operation: str, key: Key) -> RefusedError:
    """KMS's refusal where the key policy is silent."""
    action = f"kms:{operation}"
    return RefusedError(
        "AccessDeniedException",
        f"User: {call.caller} is not authorized to perform: {action} on resource: {key['Arn']} "
        f"because no resource-based policy allows the {action} action",
    )


def own_key(call: Invocation, operation: str, *, write: bool = False) -> Key:
    """The key of an operation that takes a key id or ARN of the caller's own account only.

    Raises:
        RefusedError: an alias, another account's key, a key that does not exist, or a write to a
            key that AWS manages.

    """
    key_id = str(call.given.get("KeyId", ""))
    if key_id.startswith("alias/"):
        raise RefusedError("NotFoundException", f"Invalid keyId {key_id!r}")
    if ":alias/" in key_id:
        raise RefusedError(
            "InvalidArnException", f"Invalid arn {key_id}: {operation} takes no alias"
        )
    key = _here(call, key_id)
    foreign = account_of(key) != call.account
    if foreign or (write and key.get("_manager") == "AWS"):
        raise denied(call, operation, key)
    return key


def _here(call: Invocation, key_id: str) -> Key:
    """KMS answers for keys of the Region that it is asked in."""
    parts = key_id.split(":")
    if len(parts) > 3 and parts[3] != call.region:
        raise RefusedError("NotFoundException", f"Invalid arn {parts[3]}")
    return known(key_id)


def any_key(call: Invocation, operation: str) -> Key:
    """The key of an operation that also takes aliases and keys of other accounts that allow it."""
    key = _here(call, str(call.given.get("KeyId", "")))
    if account_of(key) != call.account and not _lets_in(key, call, operation):
        raise denied(call, operation, key)
    return key


def _lets_in(key: Key, call: Invocation, operation: str) -> bool:
    asked = EvalContext(
        principal_arn=call.caller,
        principal_type="Root",
        principal_account=call.account,
        action=f"kms:{operation}",
        resource_arn=key["Arn"],
        region=call.region,
    )
    return bool(evaluate_resource_policy(policy_of(key), asked).decision == "Allow")


def policy_of(key: Key) -> str:
    """The key policy as it stands now: who has been deleted since shows as the id it had."""
    policy = str(key.get("Policy") or "")
    for arn, was in key.get("_named", {}).items():
        if unique_id(arn) != was:
            policy = policy.replace(json.dumps(arn), json.dumps(was))
    return policy


def policy_for_arn(arn: str) -> tuple[str, str] | None:
    """Ministack's hook for IAM: policy and owner of a key, also of another account."""
    key = resolve(arn)
    return None if key is None else (policy_of(key), account_of(key))


def install() -> None:
    """Put ours in ministack's place."""
    module: Any = kms
    module.key_policy_for_arn = policy_for_arn
