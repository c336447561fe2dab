"""Writes the event of a call once it is answered, and hands it to the functions that listen."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from playground.aws.server.asgi import Answer, Heard
from playground.aws.server.call import Call, Request
from playground.aws.server.external_endpoints import functions
from playground.aws.server.trail import parameters
from playground.aws.server.trail.identity import Identity, identity_of
from playground.aws.server.trail.logged import SERVICES, is_logged
from playground.aws.server.trail.resources import Resource, resources_of

DETAIL_TYPE = "AWS API Call via CloudTrail"


@dataclass(frozen=True)
class _Begun:
    """What is known of a call before it runs."""

    call: Call
    request: Request
    identity: Identity
    resources: list[Resource]


def begin(call: Call, request: Request) -> Heard | None:
    """What to do with the call's answer; None for a call that nobody is told of."""
    if not functions.anybody_listens() or not is_logged(call.service, call.operation):
        return None
    identity = identity_of(call.key_id, call.account, call.region)
    begun = _Begun(call, request, identity, resources_of(call, request))
    return lambda answer: functions.tell(event_of(begun, answer))


def event_of(begun: _Begun, answer: Answer) -> dict[str, Any]:
    """The event as EventBridge hands it on."""
    call = begun.call
    at = datetime.fromtimestamp(call.at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": DETAIL_TYPE,
        "source": f"aws.{SERVICES[call.service]}",
        "account": call.account,
        "time": at,
        "region": call.region,
        "resources": [],
        "detail": _detail(begun, answer, at),
    }


def _detail(begun: _Begun, answer: Answer, at: str) -> dict[str, Any]:
    call, refusal = begun.call, parameters.refused(answer)
    return {
        "eventVersion": "1.11",
        "userIdentity": begun.identity,
        "eventTime": at,
        "eventSource": f"{SERVICES[call.service]}.amazonaws.com",
        "eventName": call.operation,
        "awsRegion": call.region,
        "sourceIPAddress": "127.0.0.1",
        "userAgent": call.agent,
        **refusal,
        "requestParameters": parameters.asked(begun.request),
        "responseElements": None if refusal else parameters.answered(answer),
        "requestID": str(uuid.uuid4()),
        "eventID": str(uuid.uuid4()),
        "readOnly": False,
        **({"resources": begun.resources} if begun.resources else {}),
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": call.account,
        "eventCategory": "Management",
    }
