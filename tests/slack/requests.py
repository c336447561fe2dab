"""Signed requests without a workspace around them."""

from __future__ import annotations

from slack_sdk.signature import SignatureVerifier

from bot.slack.app import SlackApp
from bot.slack.http import answer
from playground.slack import seed
from playground.slack.requests import Request, json_request

SECRET = seed.SIGNING_SECRET
COMMAND = {
    "team_id": "T0BUDGETS",
    "channel_id": seed.FINOPS,
    "user_id": seed.MENDER,
    "command": "/budget-check",
    "text": "tax",
    "response_url": "http://127.0.0.1:9/response/R1",
}


def status(app: SlackApp, request: Request) -> int:
    return answer(app, request.body.encode(), request.headers)[0]


def signed(body: str, content_type: str = "application/x-www-form-urlencoded") -> Request:
    stamp = json_request({}, SECRET).headers["X-Slack-Request-Timestamp"]
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body) or ""
    headers = {
        "Content-Type": content_type,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature,
    }
    return Request(headers, body, {})
