"""Thousands of requests that are as Slack's but for a fault or two: 400 or 401, never a 5xx.

Whatever becomes a job can be read by the worker of the same version, and nothing becomes one that
Slack did not sign.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any
from urllib.parse import quote

import pytest

from bot.core.jobs import dumps, loads
from handlers.api_gateway import SlackEndpoint
from playground.slack import LocalSlack
from tests.jobs.fakes import KeptQueue
from tests.slack.bodies import TEAM, USER
from tests.slack.conftest import settings_for
from tests.slack.malformed import requests
from tests.slack.requests import signed

MANY = 4000


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_request_makes_it_fail(seed: int) -> None:
    queue, found, unsigned = KeptQueue(), Counter[int](), 0
    with LocalSlack() as slack:
        settings = settings_for(slack)
        front = SlackEndpoint(lambda: settings, queue)
        for malformed in requests(seed, MANY):
            before = len(queue.jobs)
            status = front.respond(malformed.event)["statusCode"]
            found[status] += 1
            assert status in {200, 400, 401}, malformed
            if not malformed.is_signed:
                unsigned += 1
                assert len(queue.jobs) == before, malformed
    assert min(found.values()) > MANY / 50 and found.keys() == {200, 400, 401}
    assert unsigned > MANY / 10 and len(queue.jobs) > MANY / 20
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
