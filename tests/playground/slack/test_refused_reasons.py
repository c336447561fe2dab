"""What Slack refused, and why, stays in the record of calls."""

import threading

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from playground.slack import LocalSlack, seed
from tests.playground.slack.bolt import dispatching
from tests.playground.slack.shapes import section

EMPTY = "must be more than 0 characters [json-pointer:/blocks/0/text/text]"


def test_a_call_that_is_taken_has_none(slack: LocalSlack, client: WebClient) -> None:
    client.chat_postMessage(channel=seed.FINOPS, text="fine")
    assert [(c.error, c.reasons) for c in slack.calls()] == [("", ())]


def test_slacks_reasons(slack: LocalSlack, client: WebClient) -> None:
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel=seed.FINOPS, text="x", blocks=[section("")])
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel="C404", text="x")
    assert [(c.error, c.reasons) for c in slack.calls()] == [
        ("invalid_blocks", (EMPTY,)),
        ("channel_not_found", ()),
    ]


def test_a_reply_to_a_command_that_slack_cannot_post(slack: LocalSlack) -> None:
    with dispatching(slack) as app:

        @app.command("/bad")
        def bad(ack):  # type: ignore[no-untyped-def]
            ack(blocks=[section("")])

        reply = slack.person(seed.MENDER).command("/bad", seed.FINOPS)
    assert reply.trouble == "invalid_blocks"
    (call,) = slack.calls("reply to command")
    assert (call.error, call.reasons) == ("invalid_blocks", (EMPTY,))
    assert call.args["blocks"] and slack.messages() == []


def test_a_lock_that_is_let_go_wakes_who_waits_and_holding_it_as_a_condition_does_not(
    slack: LocalSlack,
) -> None:
    released = slack.workspace.lock.released
    with released:
        assert released.wait(0.05) is False

    def change() -> None:
        with slack.workspace.lock, slack.workspace.lock:
            slack.messages()

    with released:
        other = threading.Thread(target=change)
        other.start()
        assert released.wait(300) is True
    other.join()
