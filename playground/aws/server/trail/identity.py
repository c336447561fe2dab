"""`userIdentity`: who called.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
"""

from datetime import UTC, datetime
from typing import Any

from ministack.core.iam_evaluator import resolve_caller_identity
from ministack.core.responses import request_scope

Identity = dict[str, Any]


def identity_of(key_id: str, account: str, region: str) -> Identity:
    """The element for whoever signs with this access key id in this account."""
    with request_scope(account, region):
        found = resolve_caller_identity(key_id)
    if found is None:
        return {"type": "Unknown", "accountId": account, "accessKeyId": key_id}
    arn = str(found["userArn"])
    common = {
        "principalId": found["userId"],
        "arn": arn,
        "accountId": arn.split(":")[4] or account,
        "accessKeyId": key_id,
    }
    if found["session"]:
        return {"type": "AssumedRole", **common, "sessionContext": _session(found, arn)}
    if arn.endswith(":root"):
        return {"type": "Root", **common}
    return {"type": "IAMUser", **common, "userName": arn.rpartition("/")[2]}


def _session(found: dict[str, Any], arn: str) -> dict[str, Any]:
    account, role = arn.split(":")[4], arn.split("/")[1]
    began = datetime.fromtimestamp(found["session"].get("IssuedAt", 0), UTC)
    return {
        "sessionIssuer": {
            "type": "Role",
            "principalId": str(found["userId"]).partition(":")[0],
            "arn": f"arn:aws:iam::{account}:role/{role}",
            "accountId": account,
            "userName": role,
        },
        "attributes": {
            "creationDate": began.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "mfaAuthenticated": "false",
        },
    }
