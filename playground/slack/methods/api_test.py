"""api.test: echoes its arguments; needs no scope."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.shapes import JsonObject

SCOPES = ()


def run(call: Call) -> JsonObject:
    """The arguments; `error` among them is answered as the error."""
    if call.text("error"):
        raise SlackError(call.text("error"), extra={"args": dict(call.args)})
    return {"args": dict(call.args)}
