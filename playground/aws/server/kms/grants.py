"""Grants to an AWS service, new in KMS since 2026-05 (docs/facts.md 3.4); ministack drops their
fields.
"""

import json
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import kms

from playground.aws.server.asgi import Answer
from playground.aws.server.kms.access import own_key
from playground.aws.server.kms.keys import resolve
from playground.aws.server.plane import Given, text, texts
from playground.aws.server.service import Invocation, RefusedError
from playground.aws.server.wire import json_answer


async def create_grant(call: Invocation) -> Answer:
    """CreateGrant; a service as grantee needs a SourceArn and somebody who may retire the grant."""
    own_key(call, "CreateGrant")
    given = call.given
    if "GranteeServicePrincipal" not in given:
        return await call.inner()
    if not given.get("Constraints", {}).get("SourceArn"):
        raise RefusedError(
            "ValidationException", "A service grantee needs the SourceArn constraint."
        )
    if not (given.get("RetiringPrincipal") or given.get("RetiringServicePrincipal")):
        raise RefusedError("ValidationException", "A service grantee needs a retiring principal.")
    return json_answer(_make(given))


def _make(given: dict[str, Any]) -> Any:
    service = given["GranteeServicePrincipal"]
    status, _, body = kms._create_grant({**given, "GranteePrincipal": service})
    made = json.loads(body)
    if status != 200:
        raise RefusedError(made["__type"], made["message"])
    grant = kms._grants[made["GrantId"]]
    grant.update(GranteePrincipal=None, GranteeServicePrincipal=service)
    grant["RetiringServicePrincipal"] = given.get("RetiringServicePrincipal")
    return made


def put_grant(given: Given) -> Any:
    """Control: `key` (ARN), `service`, `source_arn`, `operations` (default: both that count)."""
    arn = text(given, "key")
    if resolve(arn) is None:
        raise ValueError(f"there is no key {arn}")
    operations = texts(given, "operations") or ["GenerateDataKey", "Decrypt"]
    wanted = {
        "KeyId": arn,
        "GranteeServicePrincipal": text(given, "service", "budgets.amazonaws.com"),
        "RetiringServicePrincipal": text(given, "service", "budgets.amazonaws.com"),
        "Operations": operations,
        "Constraints": {"SourceArn": text(given, "source_arn")},
    }
    with request_scope(arn.split(":")[4], arn.split(":")[3]):
        return _make(wanted)
