"""Bodies of another shape: 401 unread where unsigned, never a 500 where signed."""

from __future__ import annotations

import json

import pytest

from bot.slack.app import SlackApp
from bot.slack.http import answer
from playground.slack.requests import payload_request
from tests.jobs.fakes import KeptQueue
from tests.slack.requests import SECRET, signed, status

MAIL = "we are unable to successfully publish to this SNS topic"
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


ODD: list[dict[str, object]] = [
    {"user": {"id": "U1"}},
    {"user": None},
    {"subtype": ["bot_message"]},
    {"text": 5},
    {"files": [5]},
    {"files": {"id": "F1"}},
    {"files": [{"id": 5, "file_access": "check_file_info"}], "user": "USLACKBOT"},
    {"blocks": [[["deep"]]], "bot_id": 5},
    {"channel": None, "text": MAIL},
    {"ts": 1.5, "text": MAIL},
    {"bot_profile": "x", "app_id": {}},
]


@pytest.mark.parametrize("odd", range(len(ODD)))
@pytest.mark.parametrize("kind", ["message", "app_mention"])
def test_an_event_of_another_shape_is_never_a_500(
    app: SlackApp, queue: KeptQueue, odd: int, kind: str
) -> None:
    usual = {"type": kind, "user": "U1", "channel": "C1", "ts": "1.0", "text": "x"}
    event = usual | ODD[odd]
    body = {"type": "event_callback", "team_id": "T0BUDGETS", "event_id": "Ev1", "event": event}
    assert status(app, signed(json.dumps(body), "application/json")) in {200, 400}
    if kind == "message":
        assert queue.jobs == []


@pytest.mark.parametrize("id", ["", "a b", "x" * 100, None])
def test_an_event_without_an_id_of_slacks_is_refused(
    app: SlackApp, queue: KeptQueue, id: str | None
) -> None:
    event = {"type": "message", "user": "U1", "channel": "C1", "ts": "1.0", "text": MAIL}
    body = {"type": "event_callback", "team_id": "T0BUDGETS", "event_id": id, "event": event}
    assert status(app, signed(json.dumps(body), "application/json")) == 400
    assert queue.jobs == []


@pytest.mark.parametrize("message", [None, [], {"blocks": [{"elements": [{"action_id": 1}]}]}])
def test_a_shortcut_of_another_shape_is_refused_or_taken(app: SlackApp, message: object) -> None:
    body = {
        "type": "message_action",
        "callback_id": "check.message",
        "team": {"id": "T0BUDGETS"},
        "user": {"id": "U1"},
        "message_ts": "1.0",
        "channel": {"id": "C1"},
        "message": message,
    }
    assert status(app, payload_request(body, SECRET)) in {200, 400}
