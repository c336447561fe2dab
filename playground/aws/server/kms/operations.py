"""The KMS operations that behave as AWS's."""

from typing import Any

from ministack.services import kms

from playground.aws.server.asgi import Answer
from playground.aws.server.kms import access, keys, managed
from playground.aws.server.kms.access import any_key, own_key, policy_of
from playground.aws.server.kms.documents import checked, principals_of, statements_of, unique_id
from playground.aws.server.kms.grants import create_grant, put_grant
from playground.aws.server.plane import Given as Control
from playground.aws.server.plane import Plane, text
from playground.aws.server.service import Invocation, Operation, RefusedError, extend
from playground.aws.server.wire import json_answer

_NO_POLICY = RefusedError("NotFoundException", "No such policy exists")


async def _create_key(call: Invocation) -> Answer:
    """Asymmetric keys exist in name only: nothing here signs or encrypts with them."""
    given = dict(call.given)
    if "Policy" in given:
        checked(given["Policy"], call, "*")
    spec = given.get("KeySpec", given.get("CustomerMasterKeySpec", "SYMMETRIC_DEFAULT"))
    if not spec.startswith(("RSA_", "ECC_", "SM2")):
        answer = await call.inner()
        _name_principals(given)
        return answer
    usage = given.get("KeyUsage", "ENCRYPT_DECRYPT")
    given.update(KeySpec="SYMMETRIC_DEFAULT", KeyUsage="ENCRYPT_DECRYPT")
    kms._create_key(given)
    key = list(kms._keys.values())[-1]
    key.update(KeySpec=spec, KeyUsage=usage, EncryptionAlgorithms=[])
    return json_answer({"KeyMetadata": keys.metadata(key)})


def _name_principals(given: dict[str, Any]) -> None:
    if "Policy" in given:
        remember_principals(list(kms._keys.values())[-1])


def remember_principals(key: keys.Key) -> None:
    """Keep which user or role each ARN of the policy means now: KMS does not follow the name."""
    named = {name for one in statements_of(key["Policy"]) for _, name in principals_of(one)}
    found = {name: unique_id(name) for name in named if isinstance(name, str)}
    key["_named"] = {name: ident for name, ident in found.items() if ident and ident != name}


async def _describe_key(call: Invocation) -> Answer:
    key_id = str(call.given.get("KeyId", ""))
    if key_id.startswith("alias/aws/"):
        managed.ensure(key_id)
    return json_answer({"KeyMetadata": keys.metadata(any_key(call, "DescribeKey"))})


async def _get_key_policy(call: Invocation) -> Answer:
    key = own_key(call, "GetKeyPolicy")
    name = call.given.get("PolicyName", "default")
    policy = {"default": policy_of(key), "AWS_RAM": key.get("_ram_policy")}.get(name)
    if policy is None:
        raise _NO_POLICY
    return json_answer({"Policy": policy, "PolicyName": name})


async def _put_key_policy(call: Invocation) -> Answer:
    key = own_key(call, "PutKeyPolicy", write=True)
    if call.given.get("PolicyName", "default") != "default":
        raise _NO_POLICY
    key["Policy"] = checked(call.given.get("Policy"), call, key["Arn"])
    remember_principals(key)
    return json_answer({})


async def _list_key_policies(call: Invocation) -> Answer:
    key = own_key(call, "ListKeyPolicies")
    names = ["default", *(["AWS_RAM"] if "_ram_policy" in key else [])]
    return json_answer({"PolicyNames": names, "Truncated": False})


async def _list_grants(call: Invocation) -> Answer:
    own_key(call, "ListGrants")
    return await call.inner()


def _in_state(operation: str, *states: str) -> Operation:
    """An operation on a customer's own key that only works in these states."""

    async def run(call: Invocation) -> Answer:
        key = own_key(call, operation, write=True)
        if key["KeyState"] not in states:
            raise RefusedError("KMSInvalidStateException", keys.wrong_state(key))
        return await call.inner()

    return run


async def _alias(call: Invocation) -> Answer:
    if str(call.given.get("AliasName", "")).startswith("alias/aws/"):
        raise RefusedError(
            "NotAuthorizedException", "Aliases that begin with alias/aws/ are reserved for AWS."
        )
    return await call.inner()


def put_policy(given: Control) -> None:
    """Control: `key` (ARN), `policy` (written unchecked), `name` (AWS_RAM: the shared one)."""
    key = keys.resolve(text(given, "key"))
    if key is None:
        raise ValueError(f"there is no key {given['key']}")
    shared = text(given, "name", "default") == "AWS_RAM"
    key["_ram_policy" if shared else "Policy"] = text(given, "policy")
    if not shared:
        key.pop("_named", None)


def install(plane: Plane) -> None:
    """Serve KMS with ours in front."""
    keys.install()
    access.install()
    alive = ("Enabled", "Disabled", "Updating")
    extend(
        "kms",
        {
            "CreateKey": _create_key,
            "DescribeKey": _describe_key,
            "GetKeyPolicy": _get_key_policy,
            "PutKeyPolicy": _put_key_policy,
            "ListKeyPolicies": _list_key_policies,
            "ListGrants": _list_grants,
            "CreateGrant": create_grant,
            "EnableKey": _in_state("EnableKey", *alive),
            "DisableKey": _in_state("DisableKey", *alive),
            "ScheduleKeyDeletion": _in_state("ScheduleKeyDeletion", *alive, "PendingImport"),
            "CancelKeyDeletion": _in_state("CancelKeyDeletion", "PendingDeletion"),
            "CreateAlias": _alias,
            "UpdateAlias": _alias,
            "DeleteAlias": _alias,
        },
    )
    plane.add("POST", "/kms/state", keys.set_state)
    plane.add("POST", "/kms/policy", put_policy)
    plane.add("POST", "/kms/grants", put_grant)
