"""What KMS refuses in a key policy before it stores it."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.services import iam

from playground.aws.server.service import Invocation, RefusedError

MOST_BYTES = 32_768
_CHARACTERS = re.compile("[\t\n\r -\u00ff]*")
_VERSIONS = (None, "2008-10-17", "2012-10-17")
_SERVICE = re.compile(r"[a-z0-9.-]+\.amazonaws\.com(\.cn)?")
_IAM = re.compile(r"arn:[\w-]+:iam::(?P<account>\d{12}):(?P<kind>root|user/.+|role/.+)")
_SESSION = re.compile(r"arn:[\w-]+:sts::\d{12}:(assumed-role|federated-user)/.+")
LOCKED_OUT = "The new key policy will not allow you to update the key policy in the future."
NOBODY = "Policy contains a statement with one or more invalid principals."


def malformed(message: str) -> RefusedError:
    """KMS's MalformedPolicyDocumentException."""
    return RefusedError("MalformedPolicyDocumentException", message)


def checked(policy: object, call: Invocation, key_arn: str) -> str:
    """A policy that KMS would store: its text.

    Raises:
        RefusedError: LimitExceeded-, Validation- or MalformedPolicyDocumentException.

    """
    if not isinstance(policy, str):
        raise RefusedError("ValidationException", "Policy must be a text.")
    if not _CHARACTERS.fullmatch(policy):
        raise RefusedError(
            "ValidationException",
            "1 validation error detected: Value at 'policy' failed to satisfy constraint: Member "
            "must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
        )
    if len(policy.encode()) > MOST_BYTES:
        raise RefusedError("LimitExceededException", "Policy exceeds the limit of 32768 bytes.")
    for statement in statements_of(policy):
        if not all(map(_exists, principals_of(statement))):
            raise malformed(NOBODY)
    if not call.given.get("BypassPolicyLockoutSafetyCheck"):
        _check_lockout(policy, call, key_arn)
    return policy


def statements_of(policy: str) -> list[dict[str, Any]]:
    """The statements of a document of the right shape. RefusedError: it has another."""
    try:
        document = json.loads(policy)
    except ValueError:
        raise malformed("The key policy is not valid JSON.") from None
    if not isinstance(document, dict) or document.get("Version") not in _VERSIONS:
        raise malformed("The new key policy is malformed.")
    given = document.get("Statement")
    statements = given if isinstance(given, list) else [given]
    good = [one for one in statements if isinstance(one, dict) and _well_formed(one)]
    if not good or len(good) < len(statements):
        raise malformed("The new key policy has a malformed statement.")
    return good


def _well_formed(statement: dict[str, Any]) -> bool:
    if statement.get("Effect") not in ("Allow", "Deny"):
        return False
    if not isinstance(statement.get("Condition", {}), dict):
        return False
    # A statement without Action or Resource is accepted and has no effect (docs/facts.md 3.2).
    both = any(name in statement and f"Not{name}" in statement for name in ("Action", "Resource"))
    one = ("Principal" in statement) != ("NotPrincipal" in statement)
    return one and not both and _shaped(statement.get("Principal", statement.get("NotPrincipal")))


def _shaped(principal: object) -> bool:
    if isinstance(principal, dict):
        kinds = {"AWS", "Service", "Federated", "CanonicalUser"}
        return bool(principal) and set(principal) <= kinds
    return principal == "*"


def principals_of(statement: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """Each principal with its kind, such as ("Service", "budgets.amazonaws.com")."""
    for name in ("Principal", "NotPrincipal"):
        principal = statement.get(name, {})
        pairs = principal.items() if isinstance(principal, dict) else [("AWS", principal)]
        for kind, given in pairs:
            yield from ((kind, one) for one in (given if isinstance(given, list) else [given]))


def _exists(principal: tuple[str, object]) -> bool:
    kind, name = principal
    if not isinstance(name, str):
        return False
    if kind == "Service":
        return bool(_SERVICE.fullmatch(name))
    if kind != "AWS" or name == "*" or re.fullmatch(r"\d{12}", name) or _SESSION.fullmatch(name):
        return True
    return unique_id(name) is not None


def unique_id(arn: str) -> str | None:
    """The id of a user or role (an account's root: its ARN); None: nobody has this name."""
    found = _IAM.fullmatch(arn)
    if found is None:
        return None
    kind, _, path = found["kind"].partition("/")
    if kind == "root":
        return arn
    store, field = (iam._users, "UserId") if kind == "user" else (iam._roles, "RoleId")
    record = store.get_scoped(found["account"], None, path.rpartition("/")[2])
    return str(record[field]) if record and record["Arn"] == arn else None


def _check_lockout(policy: str, call: Invocation, key_arn: str) -> None:
    asked = EvalContext(
        principal_arn=call.caller,
        principal_type="Root",
        principal_account=call.account,
        action="kms:PutKeyPolicy",
        resource_arn=key_arn,
        region=call.region,
    )
    if evaluate_resource_policy(policy, asked).decision != "Allow":
        raise malformed(LOCKED_OUT)
