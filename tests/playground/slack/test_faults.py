"""Trouble to order, and the rate limit."""

import time
from threading import Event
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from playground.slack import Fault, LocalSlack, seed
from tests.playground.slack.shapes import refused

POST: dict[str, Any] = {"channel": seed.FINOPS, "text": "a"}


def test_an_error_for_the_next_calls(slack: LocalSlack, client: WebClient) -> None:
    slack.fail("chat.postMessage", "fatal_error", times=2)
    for _ in range(2):
        assert refused(client.chat_postMessage, **POST)["error"] == "fatal_error"
    assert client.chat_postMessage(**POST)["ok"]


def test_an_error_for_good(slack: LocalSlack, client: WebClient) -> None:
    slack.fail("*", "internal_error", times=None)
    for _ in range(3):
        assert refused(client.auth_test)["error"] == "internal_error"
    slack.faults.clear()
    assert client.auth_test()["ok"]


def test_other_methods_are_spared(slack: LocalSlack, client: WebClient) -> None:
    slack.fail("chat.update", "internal_error")
    assert client.chat_postMessage(**POST)["ok"]


@pytest.mark.parametrize("status", [500, 503])
def test_an_outage(slack: LocalSlack, client: WebClient, status: int) -> None:
    slack.fail("chat.postMessage", status=status)
    with pytest.raises(SlackApiError) as error:
        client.chat_postMessage(**POST)
    assert error.value.response.status_code == status
    assert slack.messages() == []


def test_an_ambiguous_failure(slack: LocalSlack, client: WebClient) -> None:
    slack.fail("chat.postMessage", status=500, after=True)
    with pytest.raises(SlackApiError):
        client.chat_postMessage(**POST)
    assert len(slack.messages()) == 1


def test_a_connection_that_drops(slack: LocalSlack, client: WebClient) -> None:
    slack.faults.add(Fault("chat.postMessage", drop=True, after=True, times=None))
    client.retry_handlers.clear()
    with pytest.raises(OSError, match="without response"):
        client.chat_postMessage(**POST)
    assert len(slack.messages()) == 1


def test_a_slow_answer(slack: LocalSlack, client: WebClient) -> None:
    slack.faults.add(Fault("auth.test", delay=0.2))
    started = time.perf_counter()
    assert client.auth_test()["ok"]
    assert time.perf_counter() - started >= 0.2


def test_a_caller_that_hangs_up(
    slack: LocalSlack, client: WebClient, capfd: pytest.CaptureFixture[str]
) -> None:
    heard = Event()
    slack.faults.add(Fault("chat.postMessage", held=heard, times=None))
    hasty = WebClient(slack.token, base_url=slack.api_url, timeout=0.1)  # type: ignore[arg-type]
    hasty.retry_handlers.clear()
    with pytest.raises(TimeoutError):
        hasty.chat_postMessage(**POST)
    heard.set()
    slack.until(slack.messages)
    assert client.auth_test()["ok"]
    assert capfd.readouterr().err == ""


def test_a_rate_limit(slack: LocalSlack, client: WebClient) -> None:
    slack.faults.add(Fault("chat.postMessage", retry_after=7))
    with pytest.raises(SlackApiError) as error:
        client.chat_postMessage(**POST)
    assert error.value.response.status_code == 429
    assert error.value.response.headers["Retry-After"] == "7"
    assert error.value.response["error"] == "ratelimited"


def test_about_one_message_a_second(slack: LocalSlack, client: WebClient) -> None:
    slack.web_api.rate_limit = True
    client.chat_postMessage(**POST)
    assert refused(client.chat_postMessage, **POST)["error"] == "ratelimited"
    assert client.chat_postMessage(channel=seed.ALERTS, text="another channel")["ok"]
    slack.clock.advance(1)
    assert client.chat_postMessage(**POST)["ok"]


def test_the_calls_are_kept(slack: LocalSlack, client: WebClient) -> None:
    client.chat_postMessage(**POST)
    refused(client.chat_postMessage, channel="C404", text="a")
    assert [call.error for call in slack.calls("chat.postMessage")] == ["", "channel_not_found"]
    assert slack.calls()[0].args["text"] == "a"
    slack.reset()
    assert not slack.calls()
    assert not slack.messages()
