"""A signed request that is sent again within its five minutes is the same act: one job id."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from bot.slack.app import SlackApp
from bot.slack.http import answer
from playground.slack import seed
from tests.jobs.fakes import KeptQueue
from tests.slack.bodies import TEAM, USER
from tests.slack.requests import COMMAND, signed

SUBMISSION = {
    "type": "view_submission",
    "team": TEAM,
    "user": USER,
    "view": {
        "id": "V1",
        "type": "modal",
        "callback_id": "ticket.new",
        "external_id": "e1",
        "private_metadata": json.dumps(
            {"answer": "a1", "row": 0, "channel": seed.FINOPS, "ts": "1.0"}
        ),
        "state": {"values": {}},
    },
}


def command(trigger: str) -> str:
    return urlencode({**COMMAND, "trigger_id": trigger})


def submission(trigger: str) -> str:
    return urlencode({"payload": json.dumps({**SUBMISSION, "trigger_id": trigger})})


@pytest.mark.parametrize("body", [command, submission])
def test_it_is_one_job_however_often_it_comes(
    app: SlackApp, queue: KeptQueue, body: Callable[[str], str]
) -> None:
    for trigger in ("1.2.a", "1.2.a", "1.2.a", "1.2.b"):
        request = signed(body(trigger))
        assert answer(app, request.body.encode(), request.headers)[0] == 200
    first, *again, other = [job.id for job in queue.jobs]
    assert again == [first, first] and other != first
