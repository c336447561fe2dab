"""The floor: a Bolt app that only acknowledges, without boto3, with an adapter of a few lines."""

from __future__ import annotations

import os
from collections.abc import Mapping

from slack_bolt import Ack, App, BoltRequest
from slack_bolt.authorization import AuthorizeResult

_KNOWN = AuthorizeResult(enterprise_id=None, team_id="T0BUDGETS", bot_token="xoxb-1")  # noqa: S106
app = App(
    name="acknowledges",
    signing_secret=os.environ["SLACK_SIGNING_SECRET"],
    authorize=lambda: _KNOWN,
    process_before_response=True,
)


@app.command("/budget-check")
def acknowledge(ack: Ack) -> None:
    """Acknowledge."""
    ack("Checking.")


def handler(event: Mapping[str, object], _context: object) -> dict[str, object]:
    """Answer one request."""
    headers = event["headers"]
    assert isinstance(headers, dict)  # noqa: S101
    answer = app.dispatch(BoltRequest(body=str(event["body"]), headers=headers))
    return {
        "statusCode": answer.status,
        "headers": answer.first_headers(),
        "body": answer.body,
    }
