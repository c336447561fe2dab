"""CloudTrail's events as EventBridge hands them on; a case names what is special about it."""

from __future__ import annotations

from typing import Any

ACCOUNT = "111111111111"
REGION = "eu-west-1"
KEY_ID = "1234abcd-12ab-34cd-56ef-1234567890ab"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/{KEY_ID}"
ALIAS = f"arn:aws:kms:{REGION}:{ACCOUNT}:alias/alerts"
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:alert-general"
SUBSCRIPTION = f"{TOPIC}:5be8db5d-7a44-4d5c-a1a8-3dd1b5f3a001"
ALICE = {
    "type": "AssumedRole",
    "principalId": "AROAEXAMPLE:alice@example.com",
    "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/Admin/alice@example.com",
    "accountId": ACCOUNT,
    "sessionContext": {"sessionIssuer": {"type": "Role", "userName": "Admin"}},
}
OURS = {
    "type": "AssumedRole",
    "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/budget-check-prod-mend/budget-check",
    "accountId": ACCOUNT,
}


SERVICE_EVENT = "AWS Service Event via CloudTrail"
INTERNAL = {"accountId": ACCOUNT, "invokedBy": "AWS Internal"}


def by_itself(name: str, **detail: Any) -> dict[str, Any]:
    """What KMS does by itself, in the shape of the entries that its guide shows:
    https://docs.aws.amazon.com/kms/latest/developerguide/ct-delete-key.html
    """
    event = cloudtrail("kms", name, None, userIdentity=INTERNAL, eventType="AwsServiceEvent")
    shown = {"sourceIPAddress": "AWS Internal", "userAgent": "AWS Internal", **detail}
    return {**event, "detail-type": SERVICE_EVENT, "detail": {**event["detail"], **shown}}


def cloudtrail(
    service: str, name: str, parameters: object, region: str = REGION, **detail: Any
) -> dict[str, Any]:
    """One event; `detail` replaces or adds fields of CloudTrail's own."""
    return {
        "version": "0",
        "id": "6f87d04b-9f74-4f04-a780-7acf4b0a9b38",
        "detail-type": "AWS API Call via CloudTrail",
        "source": f"aws.{service}",
        "account": ACCOUNT,
        "time": "2026-11-24T20:37:11Z",
        "region": region,
        "resources": [],
        "detail": {
            "eventVersion": "1.08",
            "userIdentity": ALICE,
            "eventTime": "2026-11-24T20:37:00Z",
            "eventSource": f"{service}.amazonaws.com",
            "eventName": name,
            "awsRegion": region,
            "sourceIPAddress": "192.0.2.7",
            "userAgent": "aws-cli/2.31.0",
            "requestParameters": parameters,
            "responseElements": None,
            "eventID": "e-1",
            "readOnly": False,
            "eventType": "AwsApiCall",
            "recipientAccountId": ACCOUNT,
            **detail,
        },
    }
