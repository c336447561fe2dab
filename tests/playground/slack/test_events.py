"""What another app posts and what somebody edits, as an app hears of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from slack_bolt import App

from playground.slack import LocalSlack, Message, NothingThereError, Said, seed
from playground.slack.shapes import JsonObject
from tests.playground.slack.bolt import dispatching


@pytest.fixture(autouse=True)
def app(slack: LocalSlack) -> Iterator[App]:
    with dispatching(slack) as running:
        yield running


def event_of(said: Said) -> JsonObject:
    request = said.replies[-1].request
    assert request is not None
    found: JsonObject = request.payload["event"]
    return found


def test_another_apps_post_carries_its_ids_and_no_subtype(slack: LocalSlack) -> None:
    block: JsonObject = {"type": "section", "text": {"type": "mrkdwn", "text": "alert"}}
    attachment: JsonObject = {"fallback": "alert"}
    said = slack.person(seed.OTHER_APP).say(
        "", seed.ALERTS, blocks=[block], attachments=[attachment]
    )
    event = event_of(said)
    assert (event["bot_id"], event["app_id"]) == ("B0AMAZONQ", "A0AMAZONQ")
    assert event["blocks"] == [block] and event["attachments"] == [attachment]
    assert "subtype" not in event


def test_an_edit_is_an_event_of_its_own_with_both_messages(slack: LocalSlack) -> None:
    person = slack.person(seed.MENDER)
    message = person.say("helo", seed.FINOPS).message
    event = event_of(person.edit(message, "hello"))
    assert (event["subtype"], event["message"]["text"]) == ("message_changed", "hello")
    assert event["previous_message"]["text"] == "helo"
    assert event["ts"] != event["message"]["ts"] == message.ts
    assert event["message"]["edited"]["user"] == seed.MENDER


def test_what_is_not_there_cannot_be_edited(slack: LocalSlack) -> None:
    gone: Message = slack.person(seed.MENDER).say("x", seed.FINOPS).message
    gone.deleted = True
    with pytest.raises(NothingThereError, match="no such message"):
        slack.person(seed.MENDER).edit(gone, "y")
