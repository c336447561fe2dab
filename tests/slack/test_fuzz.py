"""Thousands of requests that are as Slack's but for a fault or two: 400 or 401, never a 5xx.

They come from a seeded generator, so the same ones each time. Whatever becomes a job can be read by
the worker of the same version.
"""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from bot.core.jobs import dumps, loads
from bot.slack.api_gateway import SlackEndpoint
from bot.slack.values import pack
from playground.slack import LocalSlack
from tests.jobs.fakes import KeptQueue
from tests.slack.conftest import settings_for
from tests.slack.requests import COMMAND, signed

MANY = 4000
TEAM = {"id": "T0BUDGETS"}
USER = {"id": "U0MENDER"}
MAIL = "we are unable to successfully publish to this SNS topic"
ACTIONS = (
    *("check.again", "check.details", "budget.pick", "list.page", "list.page.previous", "log.page"),
    *("fix.allow-on-key", "ticket.open", "change.approve", "change.reject", "change.undo"),
    *("alert.again", "alert.acknowledge", "proof.preview", "proof.end", "home.page.next"),
    *("home.only.verdict", "home.refresh", "home.check"),
)
VIEWS = ("change.preview", "ticket.new", "proof.new", "check.details")
ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 10**30, "", "x", "\u0000", "\ud800", "²", [], {}, [[]]),
    *([None], [1], ["x"], {"id": 5}, {"text": {}}, "a" * 5000, "<!channel>", "{}", "[]"),
    {"a": {"b": {"c": []}}},
)


def command(_: random.Random) -> dict[str, Any]:
    return dict(COMMAND)


def press(chance: random.Random) -> dict[str, Any]:
    value = pack(account="111111111111", budget="tax", page=1, part="", cursor="", thread="m1")
    return {
        "type": "block_actions",
        "team": TEAM,
        "user": USER,
        "trigger_id": "1.2.x",
        "channel": {"id": "C0FINOPS"},
        "response_url": "http://127.0.0.1:9/response/R1",
        "container": {"type": "message", "message_ts": "1.0", "channel_id": "C0FINOPS"},
        "message": {"ts": "1.0"},
        "view": {"id": "V1", "hash": "h", "private_metadata": "{}", "state": {"values": {}}},
        "actions": [
            {
                "type": "button",
                "action_id": chance.choice(ACTIONS),
                "block_id": "b.1",
                "value": chance.choice([value, "a1.0"]),
                "selected_option": {"value": "all"},
            }
        ],
    }


def submission(chance: random.Random) -> dict[str, Any]:
    ids = {"answer": "a1", "row": 0, "channel": "C0FINOPS", "ts": "1.0", "change": "c1"}
    more = {"fingerprint": "f", "proof": "p1", "account": "1", "budget": "tax", "topic": "arn"}
    return {
        "type": chance.choice(["view_submission", "view_closed"]),
        "team": TEAM,
        "user": USER,
        "trigger_id": "1.2.x",
        "view": {
            "id": "V1",
            "type": "modal",
            "callback_id": chance.choice(VIEWS),
            "external_id": "e1",
            "private_metadata": json.dumps({**ids, **more}),
            "state": {"values": {"b": {"note": {"type": "plain_text_input", "value": "x"}}}},
        },
    }


def shortcut(_: random.Random) -> dict[str, Any]:
    return {
        "type": "message_action",
        "callback_id": "check.message",
        "team": TEAM,
        "user": USER,
        "trigger_id": "1.2.x",
        "message_ts": "1.0",
        "channel": {"id": "C0FINOPS"},
        "message": {"ts": "1.0", "text": MAIL, "blocks": [{"type": "actions", "elements": []}]},
    }


def event(chance: random.Random) -> dict[str, Any]:
    kind = chance.choice(["message", "app_mention", "app_home_opened", "reaction_added"])
    said = {"text": MAIL, "files": [{"id": "F1", "file_access": "check_file_info"}]}
    return {
        "type": chance.choice(["event_callback", "url_verification"]),
        "challenge": "c",
        "team_id": "T0BUDGETS",
        "api_app_id": "A1",
        "event_id": "Ev1",
        "authorizations": [{"is_bot": True, "user_id": "U0BOT"}],
        "event": {
            **{"type": kind, "user": "U0MENDER", "channel": "C1", "ts": "1.0", "tab": "home"},
            **{"bot_profile": {"app_id": "A2"}, "blocks": [], "view": {"hash": "h"}, **said},
        },
    }


KINDS: tuple[tuple[Callable[[random.Random], dict[str, Any]], str], ...] = (
    *((command, "form"), (press, "payload"), (submission, "payload")),
    *((shortcut, "payload"), (event, "json")),
)


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    found: Any = value.items() if isinstance(value, dict) else ()
    found = enumerate(value) if isinstance(value, list) else found
    for name, inner in found:
        yield (*at, name)
        yield from places(inner, (*at, name))


def spoilt(body: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """A copy with one or two of its values gone, or of another shape."""
    copy: dict[str, Any] = json.loads(json.dumps(body))
    for _ in range(chance.choice([1, 1, 1, 2])):
        where = chance.choice(list(places(copy)) or [()])
        inner: Any = copy
        for step in where[:-1]:
            inner = inner[step]
        if not where:
            continue
        if chance.random() < 0.2:
            del inner[where[-1]]
        else:
            inner[where[-1]] = chance.choice(ODD)
    return copy


def text_of(body: dict[str, Any], how: str) -> tuple[str, str]:
    """The body as it travels, and its content type."""
    if how == "json":
        return json.dumps(body), "application/json"
    fields = body if how == "form" else {"payload": json.dumps(body)}
    pairs = {name: value for name, value in fields.items() if value is not None}
    return urlencode(pairs, errors="replace"), "application/x-www-form-urlencoded"


@dataclass
class Broken:
    """One request: Lambda's event, and whether its signature holds."""

    event: dict[str, Any]
    what: str


def torn(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    noise = "".join(chance.choices(string.printable + "é²\u202e%&=+", k=5))
    return chance.choice(
        [text[:at], text[:at] + noise + text[at:], noise, text + text, quote(text)]
    )


def requests(seed: int) -> Iterator[Broken]:
    chance = random.Random(seed)  # noqa: S311 (the same requests each time)
    for _ in range(MANY):
        make, how = chance.choice(KINDS)
        text, kind = text_of(spoilt(make(chance), chance), how)
        if chance.random() < 0.25:
            text = torn(text, chance)
        if chance.random() < 0.1:
            kind = chance.choice(["", "text/plain", "application/json", "multipart/form-data", "x"])
        request = signed(text, kind)
        headers: dict[str, Any] = {n.lower(): v for n, v in request.headers.items()}
        for name in list(headers):
            if chance.random() < 0.04:
                headers[name] = chance.choice([*ODD, "v0=", "v0=é", "1" * 4000, "-1", "٣"])
        headers |= {"x-slack-retry-num": chance.choice(ODD)} if chance.random() < 0.1 else {}
        encoded: Any = chance.random() < 0.3
        given = base64.b64encode(text.encode()).decode() if encoded else text
        if chance.random() < 0.05:
            given = torn(given, chance)
        yield Broken(
            {
                "headers": headers,
                "body": chance.choice(ODD) if chance.random() < 0.02 else given,
                "isBase64Encoded": chance.choice(ODD) if chance.random() < 0.02 else encoded,
            },
            text,
        )


@pytest.mark.parametrize("seed", [1, 2])
def test_no_request_makes_it_fail(seed: int) -> None:
    queue, found = KeptQueue(), dict[int, int]()
    with LocalSlack() as slack:
        settings = settings_for(slack)
        front = SlackEndpoint(lambda: settings, queue)
        for broken in requests(seed):
            status = front.respond(broken.event)["statusCode"]
            found[status] = found.get(status, 0) + 1
            assert status in {200, 400, 401}, broken
    assert min(found.values()) > MANY / 50 and found.keys() == {200, 400, 401}
    assert len(queue.jobs) > MANY / 20
    for job in queue.jobs:
        assert loads(dumps(job)) == job


@pytest.mark.parametrize("event", [None, [], "x", 5, True, [{"Records": []}]])
def test_what_is_no_request_at_all(event: object) -> None:
    with LocalSlack() as slack:
        settings = settings_for(slack)
        assert SlackEndpoint(lambda: settings, KeptQueue()).respond(event)["statusCode"] == 400


SMALL = (
    {"team_id": "T0BUDGETS", "event": []},
    {"team_id": "T0BUDGETS", "event": "x"},
    {"team_id": "T0BUDGETS", "event": 1.5},
)
PRESSED: tuple[Any, ...] = ("x", [[1]], [None], ["x"], [{"action_id": 5, "type": "button"}])


@pytest.mark.parametrize(
    "text",
    [
        *(json.dumps(body) for body in SMALL),
        *(
            "payload="
            + quote(json.dumps({"type": "block_actions", "team": TEAM, "user": USER, "actions": a}))
            for a in PRESSED
        ),
    ],
)
def test_the_smallest_that_made_it_fail(text: str) -> None:
    kind = "application/json" if text.startswith("{") else "application/x-www-form-urlencoded"
    request = signed(text, kind)
    given = {"headers": request.headers, "body": text, "isBase64Encoded": False}
    with LocalSlack() as slack:
        settings = settings_for(slack)
        assert SlackEndpoint(lambda: settings, KeptQueue()).respond(given)["statusCode"] == 400
