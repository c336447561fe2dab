"""response_url: five uses, thirty minutes, no membership needed."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from playground.slack import Fault, LocalSlack, Message, seed
from playground.slack.model import ResponseUrl
from tests.playground.slack.shapes import refused, section


def given(slack: LocalSlack, channel: str = seed.FINOPS, message: str = "") -> ResponseUrl:
    return slack.workspace.new_response_url(seed.MENDER, channel, message)


def webhook(slack: LocalSlack, url: ResponseUrl) -> WebhookClient:
    return WebhookClient(f"{slack.url}/response/{url.id}")


def only(slack: LocalSlack) -> Message:
    (message,) = slack.messages()
    return message


def test_ephemeral_by_default(slack: LocalSlack) -> None:
    answer = webhook(slack, given(slack)).send(text="a", blocks=[section("b")])
    assert (answer.status_code, answer.body) == (200, "ok")
    assert only(slack).visible_to == seed.MENDER


def test_in_channel(slack: LocalSlack) -> None:
    webhook(slack, given(slack)).send(text="a", response_type="in_channel")
    assert not only(slack).ephemeral


@pytest.mark.parametrize("channel", [seed.PUBLIC_WITHOUT_BOT, seed.PRIVATE_WITHOUT_BOT])
def test_without_membership(slack: LocalSlack, channel: str) -> None:
    assert webhook(slack, given(slack, channel)).send(text="a").status_code == 200
    assert only(slack).channel == channel


def test_five_uses(slack: LocalSlack) -> None:
    hook = webhook(slack, given(slack))
    answers = [hook.send(text=str(n)) for n in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1].body
    assert len(slack.messages()) == 5


def test_thirty_minutes(slack: LocalSlack) -> None:
    hook = webhook(slack, given(slack))
    slack.clock.advance(30 * 60)
    assert hook.send(text="a").status_code == 200
    slack.clock.advance(1)
    answer = hook.send(text="b")
    assert (answer.status_code, "expired_url" in answer.body) == (404, True)


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({"text": ""}, "no_text"),
    "no object": ({}, "invalid_payload"),
    "bad blocks": ({"text": "a", "blocks": [section("")]}, "invalid_blocks"),
    "too long in all": ({"blocks": [section("x" * 2641)] * 5}, "msg_blocks_too_long"),
}


@pytest.mark.parametrize(("body", "error"), REFUSED.values(), ids=REFUSED)
def test_a_refused_use_does_not_count(slack: LocalSlack, body: dict[str, Any], error: str) -> None:
    url = given(slack)
    answer = webhook(slack, url).send_dict(body)
    assert (answer.status_code, answer.body) == (400, error)
    assert url.uses == 0
    assert slack.calls("response_url")[0].error == error


def test_replace_and_delete_the_original(slack: LocalSlack) -> None:
    first = webhook(slack, given(slack)).send(text="with buttons")
    assert first.status_code == 200
    message = only(slack)
    hook = webhook(slack, given(slack, message=message.ts))
    hook.send(text="decided", replace_original=True)
    assert (only(slack).text, only(slack).visible_to) == ("decided", seed.MENDER)
    hook.send(text="aside")
    assert len(slack.messages()) == 2
    hook.send(delete_original=True)
    assert [m.text for m in slack.messages()] == ["aside"]


def test_under_a_command_there_is_nothing_to_replace(slack: LocalSlack) -> None:
    hook = webhook(slack, given(slack))
    hook.send(text="working", replace_original=True)
    hook.send(text="done", replace_original=True)
    hook.send(delete_original=True)
    assert [m.text for m in slack.messages()] == ["working", "done"]


def test_chat_update_refuses_what_it_posted(slack: LocalSlack, client: WebClient) -> None:
    webhook(slack, given(slack)).send(text="a", response_type="in_channel")
    answer = refused(client.chat_update, channel=seed.FINOPS, ts=only(slack).ts, text="b")
    assert answer["error"] == "cant_update_message"


def test_an_outage(slack: LocalSlack) -> None:
    slack.faults.add(Fault("response_url", status=503))
    hook = webhook(slack, given(slack))
    assert hook.send(text="a").status_code == 503
    assert hook.send(text="a").status_code == 200
