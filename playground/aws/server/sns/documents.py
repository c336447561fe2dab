"""What SNS refuses in a topic policy before it stores it."""

import json
from typing import Any

from playground.aws.server.kms.documents import principals_of, unique_id
from playground.aws.server.service import RefusedError

MOST_BYTES = 30 * 1024
MOST_STATEMENTS = 100
MOST_PRINCIPALS = 200
_VERSIONS = (None, "2008-10-17", "2012-10-17")


def invalid(message: str) -> RefusedError:
    """SNS's InvalidParameter."""
    return RefusedError("InvalidParameter", f"Invalid parameter: {message}")


def check(policy: str) -> None:
    """Nothing where SNS would store this text; RefusedError otherwise."""
    if not policy.isascii():
        raise invalid("Policy Error: only ASCII characters are allowed")
    if len(policy) > MOST_BYTES:
        raise invalid("Policy Error: the policy is larger than 30 KB")
    statements = _statements(policy)
    if len(statements) > MOST_STATEMENTS:
        raise invalid("Policy Error: the policy has more than 100 statements")
    for statement in statements:
        _check_actions(statement)
        if not 1 <= len(list(principals_of(statement))) <= MOST_PRINCIPALS:
            raise invalid("Policy Error: a statement has 1 to 200 principals")
        if not all(map(_exists, principals_of(statement))):
            raise invalid("Policy Error: PrincipalNotFound")


def _statements(policy: str) -> list[dict[str, Any]]:
    try:
        document = json.loads(policy)
    except ValueError:
        raise invalid("Policy failed to parse JSON") from None
    if not isinstance(document, dict) or document.get("Version") not in _VERSIONS:
        raise invalid("Policy Error: null")
    given = document.get("Statement")
    statements = given if isinstance(given, list) else [given]
    good = [one for one in statements if isinstance(one, dict) and _well_formed(one)]
    if not good or len(good) < len(statements):
        raise invalid("Policy Error: null")
    sids = [one["Sid"] for one in good if "Sid" in one]
    if len(sids) != len(set(sids)):
        raise invalid("Policy Error: statement ids must be unique")
    return good


def _well_formed(statement: dict[str, Any]) -> bool:
    """Unlike KMS, SNS wants each part of a statement."""
    parts = [
        (name in statement) != (f"Not{name}" in statement)
        for name in ("Principal", "Action", "Resource")
    ]
    conditions = isinstance(statement.get("Condition", {}), dict)
    return statement.get("Effect") in ("Allow", "Deny") and all(parts) and conditions


def _check_actions(statement: dict[str, Any]) -> None:
    given = statement.get("Action", statement.get("NotAction"))
    for action in given if isinstance(given, list) else [given]:
        if not isinstance(action, str):
            raise invalid("Policy Error: null")
        if action != "*" and not action.lower().startswith("sns:"):
            raise invalid("Policy statement action out of service scope!")


def _exists(principal: tuple[str, object]) -> bool:
    kind, name = principal
    if kind != "AWS" or not isinstance(name, str) or ":iam::" not in name:
        return isinstance(name, str) and not name.startswith(("AIDA", "AROA"))
    return unique_id(name) is not None
