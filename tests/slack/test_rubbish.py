"""Bodies of another shape: 401 unread where unsigned, never a 500 where signed."""

from __future__ import annotations

import json

import pytest

from bot.slack.app import SlackApp
from bot.slack.http import answer
from playground.slack.signing import payload_request
from tests.slack.requests import SECRET, signed, status
from tests.work.fakes import KeptQueue

UNSIGNED = ["{", '{"enterprise": 5}', "[1]", "payload=no", "payload=5", "\x00", "ssl_check=2"]


@pytest.mark.parametrize("body", UNSIGNED)
def test_unsigned_rubbish_is_refused_before_it_is_read(app: SlackApp, body: str) -> None:
    headers = {"content-type": "application/json"}
    assert answer(app, body.encode(), headers)[0] == 401
    assert answer(app, b"\xff\xfe" + body.encode(), headers)[0] == 401


SIGNED = [
    "{",
    "[1]",
    '"x"',
    "null",
    "payload=no",
    "payload=5",
    "payload=[]",
    "payload=" + json.dumps({"type": "block_actions"}),
    "payload=" + json.dumps({"type": "block_actions", "team": {"id": "T0BUDGETS"}}),
    "payload=" + json.dumps({"type": "block_actions", "team": {"id": "T0BUDGETS"}, "actions": []}),
    json.dumps({"enterprise": 5}),
    json.dumps({"type": "event_callback", "team_id": "T0BUDGETS"}),
    json.dumps({"type": "event_callback", "team_id": "T0BUDGETS", "event": {}}),
    "command=%2Fbudget-check&team_id=T0BUDGETS",
    "[" * 100_000,
]


@pytest.mark.parametrize("body", SIGNED)
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_signed_rubbish_is_never_a_500(
    app: SlackApp, queue: KeptQueue, body: str, kind: str
) -> None:
    assert status(app, signed(body, kind)) in {200, 400}
    assert queue.jobs == []


VALUES = ["", "5", "[]", "{}", '{"account":1,"budget":"x"}', "not json", '{"account":"1"}']


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("action", ["check.again", "check.details", "budget.pick", "list.page"])
def test_a_value_that_is_not_ours_is_refused(
    app: SlackApp, queue: KeptQueue, value: str, action: str
) -> None:
    press = {
        "type": "block_actions",
        "team": {"id": "T0BUDGETS"},
        "user": {"id": "U1"},
        "trigger_id": "x",
        "container": {"type": "message", "channel_id": "C1", "message_ts": "1.0"},
        "actions": [{"type": "button", "action_id": action, "block_id": "1", "value": value}],
    }
    assert status(app, payload_request(press, SECRET)) == 400
    assert queue.jobs == []
