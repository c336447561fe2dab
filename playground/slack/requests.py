"""Signed requests as Slack sends them to the app, and the faulty ones it must refuse."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from playground.slack.shapes import JsonObject

STALE_SECONDS = 400


class Signature(StrEnum):
    """How a request is signed."""

    RIGHT = "right"
    WRONG_SECRET = "wrong secret"
    GARBLED = "garbled"
    MISSING = "missing"
    STALE = "stale"
    FROM_THE_FUTURE = "from the future"
    NOT_A_NUMBER = "time stamp is not a number"
    BODY_CHANGED = "body changed after signing"


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request to the app: POST, these headers, this body."""

    headers: dict[str, str]
    body: str
    payload: JsonObject


def form_request(payload: JsonObject, secret: str, how: Signature = Signature.RIGHT) -> Request:
    """A slash command: a form."""
    return _signed(urlencode(payload), "application/x-www-form-urlencoded", payload, secret, how)


def payload_request(payload: JsonObject, secret: str, how: Signature = Signature.RIGHT) -> Request:
    """An interaction: JSON in a form's `payload` field."""
    body = urlencode({"payload": json.dumps(payload)})
    return _signed(body, "application/x-www-form-urlencoded", payload, secret, how)


def json_request(payload: JsonObject, secret: str, how: Signature = Signature.RIGHT) -> Request:
    """An event: a JSON body."""
    return _signed(json.dumps(payload), "application/json", payload, secret, how)


def retried(request: Request, number: int, reason: str = "http_timeout") -> Request:
    """The same event once more, as Slack sends it when it got no answer in time."""
    retry = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}
    return Request({**request.headers, **retry}, request.body, request.payload)


def _signed(
    body: str, content_type: str, payload: JsonObject, secret: str, how: Signature
) -> Request:
    shift = {Signature.STALE: -STALE_SECONDS, Signature.FROM_THE_FUTURE: STALE_SECONDS}
    stamp = str(int(time.time()) + shift.get(how, 0))
    key = f"{secret}-of-another-app" if how is Signature.WRONG_SECRET else secret
    signature = SignatureVerifier(key).generate_signature(timestamp=stamp, body=body) or ""
    headers = {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": "abc" if how is Signature.NOT_A_NUMBER else stamp,
        "X-Slack-Signature": "v0=0" if how is Signature.GARBLED else signature,
    }
    if how is Signature.MISSING:
        del headers["X-Slack-Signature"], headers["X-Slack-Request-Timestamp"]
    sent = f"{body}&forged=1" if how is Signature.BODY_CHANGED else body
    return Request(headers, sent, payload)
