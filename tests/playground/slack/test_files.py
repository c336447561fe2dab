"""A file that the app uploads: an address, the bytes, and the message that shares it."""

from __future__ import annotations

from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from playground.slack import LocalSlack, seed


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return WebClient(seed.BOT_TOKEN, base_url=slack.api_url)


def test_slacks_own_client_uploads_a_file_to_a_direct_message(
    slack: LocalSlack, client: WebClient
) -> None:
    room = client.conversations_open(users=seed.MENDER)["channel"]["id"]
    assert client.conversations_open(users=seed.MENDER)["channel"]["id"] == room
    answer = client.files_upload_v2(
        channel=room, content="a,b\r\n", filename="b.csv", initial_comment="Here."
    )
    (message,) = slack.messages(room)
    assert message.text == "Here." and message.files[0]["content"] == "a,b\r\n"
    assert answer["files"][0]["id"] == message.files[0]["id"]
    assert client.files_info(file=message.files[0]["id"])["file"]["name"] == "b.csv"


def test_bytes_of_another_length_are_refused(client: WebClient) -> None:
    place = client.files_getUploadURLExternal(filename="b.csv", length=9)
    with pytest.raises(HTTPError):
        urlopen(Request(place["upload_url"], data=b"a", method="POST"))  # noqa: S310
    with pytest.raises(SlackApiError, match="file_not_found"):
        client.files_completeUploadExternal(files=[{"id": place["file_id"]}])


@pytest.mark.parametrize(("channel", "error"), [("C0NONE", "channel_not_found")])
def test_it_is_shared_only_where_the_bot_is(client: WebClient, channel: str, error: str) -> None:
    place = client.files_getUploadURLExternal(filename="b.csv", length=1)
    urlopen(Request(place["upload_url"], data=b"a", method="POST"))  # noqa: S310
    with pytest.raises(SlackApiError, match=error):
        client.files_completeUploadExternal(files=[{"id": place["file_id"]}], channel_id=channel)


def test_a_direct_message_is_with_one_person(client: WebClient) -> None:
    for users, error in (("U0NOBODYATALL", "user_not_found"), ("U1,U2", "not_enough_users")):
        with pytest.raises(SlackApiError, match=error):
            client.conversations_open(users=users)
