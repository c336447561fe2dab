"""People driven over HTTP, as a page in a browser does."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from playground.slack import LocalSlack, seed
from tests.playground.slack.bolt import dispatching
from tests.waiting import UNHURRIED


@pytest.fixture
def served(slack: LocalSlack) -> Iterator[LocalSlack]:
    with dispatching(slack):
        yield slack


def post(slack: LocalSlack, what: str, **body: object) -> Any:
    data = json.dumps({"user": seed.MENDER, **body}).encode()
    request = urllib.request.Request(f"{slack.url}/_playground/{what}", data)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=UNHURRIED) as answer:  # noqa: S310
            return json.loads(answer.read())
    except urllib.error.HTTPError as refusal:
        with refusal:
            return json.loads(refusal.read())


def test_a_whole_story(served: LocalSlack) -> None:
    assert post(served, "command", line="/budget-check cost", channel=seed.FINOPS)["ok"]
    message = served.until(lambda: next((m for m in served.messages() if m.blocks), None))
    assert post(served, "press", ts=message.ts, action_id="check.details")["ok"]
    (view,) = served.until(served.views)
    entered = {"question": {"answer": "errors"}}
    assert post(served, "submit", view_id=view.id, entered=entered)["ok"]
    assert view.errors
    assert post(served, "close", view_id=view.id)["status"] == 200
    assert post(served, "say", text="hello", channel=seed.FINOPS)["ok"]
    assert post(served, "say", text="hello", channel=seed.PUBLIC_WITHOUT_BOT) == {"ok": True}
    assert post(served, "home")["ok"]


@pytest.mark.parametrize(
    ("what", "body", "says"),
    [
        ("command", {"line": "/x", "channel": "C404"}, "sees no channel"),
        ("command", {"line": "/x"}, "missing or unknown: 'channel'"),
        ("command", {"user": "U404"}, "missing or unknown: 'U404'"),
        ("press", {"ts": "1.1", "action_id": "a"}, "no message with the ts"),
        ("submit", {"view_id": "V404"}, "missing or unknown: 'V404'"),
    ],
)
def test_what_nobody_can_do(
    served: LocalSlack, what: str, body: dict[str, object], says: str
) -> None:
    answer = post(served, what, **body)
    assert not answer["ok"]
    assert says in answer["error"]


def test_without_an_app(slack: LocalSlack) -> None:
    answer = post(slack, "command", line="/x", channel=seed.FINOPS)
    assert "the app's address must be" in answer["error"]
