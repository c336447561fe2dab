"""`resources`: the keys and aliases that a KMS call named. Other services leave it out.

https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html
"""

from typing import Any

from ministack.core.responses import request_scope

from playground.aws.server.call import Call, Request, json_body
from playground.aws.server.kms.keys import resolve

Resource = dict[str, Any]


def resources_of(call: Call, request: Request) -> list[Resource]:
    """Read before the call runs: DeleteAlias takes the way from the alias to its key away."""
    if call.service != "kms":
        return []
    given = json_body(request)
    alias = str(given.get("AliasName", ""))
    named = str(given.get("KeyId") or given.get("TargetKeyId") or alias)
    with request_scope(call.account, call.region):
        key = resolve(named) if named else None
    found = [_resource(f"arn:aws:kms:{call.region}:{call.account}:{alias}")] if alias else []
    return [*found, _resource(str(key["Arn"]))] if key else found


def _resource(arn: str) -> Resource:
    found = {"accountId": arn.split(":")[4], "ARN": arn}
    return found if ":alias/" in arn else {**found, "type": "AWS::KMS::Key"}
