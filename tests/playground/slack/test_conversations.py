"""Channels, people and user groups as the API shows them."""

from typing import Any

import pytest
from slack_sdk import WebClient

from playground.slack import LocalSlack, Reply, Request, seed
from tests.playground.slack.shapes import refused


def unheard(request: Request) -> Reply:
    return Reply(200, {}, "", request=request)


@pytest.mark.parametrize(
    ("user", "marks"),
    {
        seed.MENDER: {"is_restricted": False, "is_stranger": False},
        seed.GUEST: {"is_restricted": True, "is_ultra_restricted": False},
        seed.SINGLE_CHANNEL_GUEST: {"is_restricted": True, "is_ultra_restricted": True},
        seed.STRANGER: {"is_stranger": True, "team_id": "T0FOREIGN"},
        seed.LEAVER: {"deleted": True},
    }.items(),
)
def test_people(client: WebClient, user: str, marks: dict[str, object]) -> None:
    shown: Any = client.users_info(user=user)["user"]
    assert {name: shown[name] for name in marks} == marks


def test_somebody_unknown(client: WebClient) -> None:
    assert refused(client.users_info, user="U404")["error"] == "user_not_found"


def test_user_groups(client: WebClient) -> None:
    listed: Any = client.usergroups_list(include_users=True)["usergroups"]
    assert {group["id"] for group in listed} == {seed.MENDERS_GROUP, "S0EMPTY"}
    assert len(client.usergroups_list(include_disabled=True)["usergroups"]) == 3
    members = client.usergroups_users_list(usergroup=seed.MENDERS_GROUP)["users"]
    assert members == [seed.MENDER, seed.APPROVER]
    assert client.usergroups_users_list(usergroup="S0EMPTY")["users"] == []
    for group in ("S404", "S0DISABLED"):
        answer = refused(client.usergroups_users_list, usergroup=group)
        assert answer["error"] == "no_such_subteam"


@pytest.mark.usefixtures("granted")
@pytest.mark.parametrize(
    ("channel", "marks"),
    {
        seed.FINOPS: {"is_member": True, "is_private": False, "is_archived": False},
        seed.PUBLIC_WITHOUT_BOT: {"is_member": False},
        seed.PRIVATE: {"is_private": True, "is_group": True},
        seed.ARCHIVED: {"is_archived": True},
        seed.DIRECT: {"is_im": True, "user": seed.MENDER},
    }.items(),
)
def test_channels(client: WebClient, channel: str, marks: dict[str, object]) -> None:
    shown: Any = client.conversations_info(channel=channel)["channel"]
    assert {name: shown[name] for name in marks} == marks


def test_a_private_channel_without_the_bot_is_not_there(client: WebClient) -> None:
    for method in (client.conversations_info, client.conversations_members):
        answer = refused(method, channel=seed.PRIVATE_WITHOUT_BOT)
        assert answer["error"] == "channel_not_found"


def test_members_in_pages(client: WebClient) -> None:
    pages = client.conversations_members(channel=seed.FINOPS, limit=2)
    members = [member for page in pages for member in page["members"]]
    assert len(members) == len(set(members)) == 7


@pytest.mark.usefixtures("granted")
def test_join(slack: LocalSlack, client: WebClient) -> None:
    client.conversations_join(channel=seed.PUBLIC_WITHOUT_BOT)
    assert client.chat_postMessage(channel=seed.PUBLIC_WITHOUT_BOT, text="a")["ok"]
    again = client.conversations_join(channel=seed.PUBLIC_WITHOUT_BOT)
    assert again["warning"] == "already_in_channel"
    answer = refused(client.conversations_join, channel=seed.PRIVATE)
    assert answer["error"] == "method_not_supported_for_channel_type"
    assert refused(client.conversations_join, channel=seed.ARCHIVED)["error"] == "is_archived"


def test_history_and_replies(client: WebClient) -> None:
    metadata = {"event_type": "t", "event_payload": {}}
    parent = client.chat_postMessage(channel=seed.FINOPS, text="0", metadata=metadata)["ts"]
    for text in ("1", "2"):
        client.chat_postMessage(channel=seed.FINOPS, text=text, thread_ts=parent)
    client.chat_postMessage(channel=seed.FINOPS, text="3")
    client.chat_postEphemeral(channel=seed.FINOPS, text="4", user=seed.MENDER)
    history: Any = client.conversations_history(channel=seed.FINOPS)["messages"]
    assert [message["text"] for message in history] == ["3", "0"]
    assert "metadata" not in history[1]
    replies: Any = client.conversations_replies(
        channel=seed.FINOPS, ts=parent, include_all_metadata=True
    )["messages"]
    assert [message["text"] for message in replies] == ["0", "1", "2"]
    assert replies[0]["metadata"] == metadata
    later = client.conversations_history(channel=seed.FINOPS, oldest=parent)["messages"]
    assert [message["text"] for message in later] == ["3"]
    paged = client.conversations_replies(channel=seed.FINOPS, ts=parent, limit=2)
    assert [len(page["messages"]) for page in paged] == [2, 1]
    unknown = refused(client.conversations_replies, channel=seed.FINOPS, ts="1.1")
    assert unknown["error"] == "thread_not_found"
    outside = refused(client.conversations_history, channel=seed.PUBLIC_WITHOUT_BOT)
    assert outside["error"] == "not_in_channel"


def test_a_forwarded_mail(slack: LocalSlack, client: WebClient) -> None:
    mail = {"id": "F0MAIL", "filetype": "email", "subject": "AWS Budgets", "plain_text": "Dear"}
    bot = slack.person(seed.SLACKBOT, transport=unheard)
    said = bot.say("", seed.ALERTS, files=[mail], files_cut=True)
    assert said.replies[0].request is not None
    event = said.replies[0].request.payload["event"]
    assert (event["user"], event["text"], event["subtype"]) == ("USLACKBOT", "", "file_share")
    assert event["files"] == [{"id": "F0MAIL", "file_access": "check_file_info"}]
    assert client.files_info(file="F0MAIL")["file"] == mail
    assert refused(client.files_info, file="F404")["error"] == "file_not_found"


@pytest.mark.parametrize(
    ("name", "error"),
    {
        "cursor": "invalid_cursor",
        "oldest": "invalid_ts_oldest",
        "latest": "invalid_ts_latest",
    }.items(),
)
def test_arguments_that_are_none(client: WebClient, name: str, error: str) -> None:
    client.chat_postMessage(channel=seed.FINOPS, text="a")
    answer = refused(client.conversations_history, channel=seed.FINOPS, **{name: "x"})
    assert answer["error"] == error
