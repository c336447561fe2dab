"""KMS keys: finding them, their metadata and states."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import kms

from playground.aws.server.plane import Given as Control
from playground.aws.server.plane import text
from playground.aws.server.service import RefusedError

Key = dict[str, Any]
"""ministack's record of a key; ours add `_manager`, `_ram_policy` and `_named`."""
_ARN = re.compile(r"arn:[\w-]+:kms:(?P<region>[\w-]+):(?P<account>\d{12}):(?:key|alias)/.+")
_WORKING = ("Enabled", "Updating")
STATES = (
    *_WORKING,
    *("Disabled", "PendingDeletion", "PendingReplicaDeletion"),
    *("PendingImport", "Creating", "Unavailable"),
)
_theirs_metadata = kms._key_metadata


@contextmanager
def owner_of(key_id: str) -> Iterator[None]:
    """As if asked by the account and in the Region that an ARN names; anything else: as asked."""
    found = _ARN.fullmatch(key_id)
    if found is None:
        yield
        return
    with request_scope(found["account"], found["region"]):
        yield


def resolve(key_id: str) -> Key | None:
    """The key behind an id, alias or ARN, also of another account; None where there is none."""
    with owner_of(key_id):
        found: Key | None = kms._resolve_key(key_id)
    return found


def known(key_id: str) -> Key:
    """The key, or KMS's refusal: NotFoundException."""
    found = resolve(key_id)
    if found is None:
        kind = "Alias" if "alias/" in key_id else "Key"
        raise RefusedError("NotFoundException", f"{kind} {key_id!r} does not exist")
    return found


def account_of(key: Key) -> str:
    """The account that owns it."""
    return str(key["Arn"].split(":")[4])


def metadata(key: Key) -> dict[str, Any]:
    """KeyMetadata as DescribeKey answers it."""
    shown: dict[str, Any] = _theirs_metadata(key)
    shown["AWSAccountId"] = account_of(key)
    shown["KeyManager"] = key.get("_manager", "CUSTOMER")
    return shown


def check_state(key: Key) -> Any:
    """Ministack's hook before a cryptographic operation: an error, or None where the key works."""
    if key["KeyState"] in _WORKING:
        return None
    if key["KeyState"] == "Disabled":
        return kms.error_response_json("DisabledException", f"{key['Arn']} is disabled.", 400)
    return kms.error_response_json("KMSInvalidStateException", wrong_state(key), 400)


def wrong_state(key: Key) -> str:
    """KMS's sentence about a key whose state refuses the call."""
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", key["KeyState"]).lower()
    return f"{key['Arn']} is {words}."


def set_state(given: Control) -> None:
    """Control: `key` (id or ARN), `state`; `account` and `region` where `key` is an id."""
    state = text(given, "state")
    if state not in STATES:
        raise ValueError(f"state must be one of {', '.join(STATES)}")
    with request_scope(text(given, "account", ""), text(given, "region", "us-east-1")):
        key = resolve(text(given, "key"))
    if key is None:
        raise ValueError(f"there is no key {given['key']}")
    key["KeyState"] = state
    key["Enabled"] = state in _WORKING
    key.pop("DeletionDate", None)
    if state == "PendingDeletion":
        key["DeletionDate"] = int(time.time() + 30 * 86400)


def install() -> None:
    """Put ours in ministack's place."""
    kms._key_metadata = metadata
    kms._check_key_state = check_state
