"""/_playground/... from outside, and the command line."""

import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from playground.slack import LocalSlack, seed
from tests.playground.slack.shapes import refused, section
from tests.waiting import UNHURRIED

ROOT = Path(__file__).parents[3]


def look(slack: LocalSlack, what: str, body: dict[str, Any] | None = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{slack.url}/_playground/{what}", data)  # noqa: S310
    with urllib.request.urlopen(request, timeout=UNHURRIED) as answer:  # noqa: S310
        return json.loads(answer.read())


def test_what_happened_can_be_read(slack: LocalSlack, client: WebClient) -> None:
    client.chat_postMessage(channel=seed.FINOPS, text="a", blocks=[section("<!here>")])
    (message,) = look(slack, "messages")["messages"]
    assert message["channel"] == seed.FINOPS
    assert message["mentions"] == ["special:here at /blocks/0/text/text"]
    assert look(slack, "views")["views"] == []
    assert look(slack, "calls")["calls"][0]["method"] == "chat.postMessage"
    assert {person["id"] for person in look(slack, "people")["people"]} >= {seed.MENDER}
    assert {room["id"] for room in look(slack, "channels")["channels"]} >= {seed.FINOPS}


def test_faults_and_reset(slack: LocalSlack, client: WebClient) -> None:
    assert look(slack, "faults", {"method": "auth.test", "error": "fatal_error"})["ok"]
    assert refused(client.auth_test)["error"] == "fatal_error"
    client.chat_postMessage(channel=seed.FINOPS, text="a")
    assert look(slack, "reset", {})["ok"]
    assert slack.messages() == []


@pytest.mark.parametrize("body", [{"methods": "x"}, {"delay": "long"}, {"times": "1"}])
def test_a_fault_that_is_none(slack: LocalSlack, body: dict[str, Any]) -> None:
    with pytest.raises(urllib.error.HTTPError) as refusal:
        look(slack, "faults", body)
    with refusal.value as answer:
        assert "no such fault" in answer.read().decode()


def test_the_command_line() -> None:
    arguments = [sys.executable, "-m", "playground.slack", "--port", "0", "--token", "xoxb-mine"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process:
        assert process.stdout is not None
        printed = process.stdout.readline() + process.stdout.readline()
        try:
            found = re.search(r"SLACK_API_URL=(\S+)", printed)
            assert found
            assert WebClient("xoxb-mine", base_url=found.group(1)).auth_test()["ok"]
        finally:
            process.terminate()
