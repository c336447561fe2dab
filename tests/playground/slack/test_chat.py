"""The chat methods, driven by slack_sdk's own client."""

from typing import Any

import pytest
from slack_sdk import WebClient

from playground.slack import LocalSlack, seed
from tests.playground.slack.shapes import actions, button, plain, refused, section

POSTS: dict[str, tuple[dict[str, Any], str]] = {
    "unknown channel": ({"channel": "C404", "text": "a"}, "channel_not_found"),
    "no channel": ({"channel": "", "text": "a"}, "channel_not_found"),
    "private, bot absent": (
        {"channel": seed.PRIVATE_WITHOUT_BOT, "text": "a"},
        "channel_not_found",
    ),
    "public, bot absent": ({"channel": seed.PUBLIC_WITHOUT_BOT, "text": "a"}, "not_in_channel"),
    "archived": ({"channel": seed.ARCHIVED, "text": "a"}, "is_archived"),
    "somebody who left": ({"channel": seed.LEAVER, "text": "a"}, "channel_not_found"),
    "no text": ({"channel": seed.FINOPS, "text": ""}, "no_text"),
    "blank text": ({"channel": seed.FINOPS, "text": " \n"}, "no_text"),
    "text of 40001": ({"channel": seed.FINOPS, "text": "x" * 40_001}, "msg_too_long"),
    "101 attachments": (
        {"channel": seed.FINOPS, "text": "a", "attachments": [{"text": "b"}] * 101},
        "too_many_attachments",
    ),
    "bad blocks": (
        {"channel": seed.FINOPS, "text": "a", "blocks": [section("")]},
        "invalid_blocks",
    ),
    "bad blocks in an attachment": (
        {"channel": seed.FINOPS, "text": "a", "attachments": [{"blocks": [section("")]}]},
        "invalid_blocks",
    ),
    "blocks that are no JSON": (
        {"channel": seed.FINOPS, "text": "a", "blocks": "[{"},
        "invalid_blocks_format",
    ),
    "blocks that are an object": (
        {"channel": seed.FINOPS, "text": "a", "blocks": "{}"},
        "invalid_blocks_format",
    ),
    "13201 characters in all": (
        {"channel": seed.FINOPS, "text": "a", "blocks": [section("x" * 2641)] * 5},
        "msg_blocks_too_long",
    ),
    "metadata without payload": (
        {"channel": seed.FINOPS, "text": "a", "metadata": {"event_type": "t"}},
        "invalid_metadata_format",
    ),
    "a thread_ts that is none": (
        {"channel": seed.FINOPS, "text": "a", "thread_ts": "0"},
        "invalid_thread_ts",
    ),
    "a thread that is not there": (
        {"channel": seed.FINOPS, "text": "a", "thread_ts": "1.000001"},
        "thread_not_found",
    ),
}


@pytest.mark.filterwarnings("ignore:.*`text` argument is missing:UserWarning")
@pytest.mark.parametrize(("args", "error"), POSTS.values(), ids=POSTS)
def test_a_post_that_is_refused(
    slack: LocalSlack, client: WebClient, args: dict[str, Any], error: str
) -> None:
    assert refused(client.chat_postMessage, **args)["error"] == error
    assert slack.messages() == []


def test_a_refusal_says_why(client: WebClient) -> None:
    answer = refused(client.chat_postMessage, channel=seed.FINOPS, text="a", blocks=[section("")])
    reason = "must be more than 0 characters [json-pointer:/blocks/0/text/text]"
    assert answer["errors"] == [reason]
    assert answer["response_metadata"] == {"messages": [f"[ERROR] {reason}"]}


def test_a_post(slack: LocalSlack, client: WebClient) -> None:
    blocks = [section("<!here>", block_id="b"), actions({"type": "button", "text": plain()})]
    metadata = {"event_type": "t", "event_payload": {"id": "1"}}
    answer = client.chat_postMessage(
        channel="#finops", text="a", blocks=blocks, metadata=metadata, unfurl_links=False
    )
    (message,) = slack.messages(seed.FINOPS)
    assert (answer["channel"], answer["ts"]) == (seed.FINOPS, message.ts)
    assert [m.target for m in message.mentions] == ["here"]
    assert message.metadata == metadata
    assert answer["message"]["bot_id"] == "B0BUDGETCHECK"
    assert "subtype" not in answer["message"]
    assert message.blocks[0]["block_id"] == "b"
    assert message.blocks[1]["block_id"]
    assert message.blocks[1]["elements"][0]["action_id"]


def test_a_reply_is_shown_in_the_channel_where_that_is_asked(
    slack: LocalSlack, client: WebClient
) -> None:
    root = client.chat_postMessage(channel=seed.FINOPS, text="root", reply_broadcast=True)
    there = {"channel": seed.FINOPS, "thread_ts": root["ts"]}
    client.chat_postMessage(**there, text="quiet")
    loud = client.chat_postMessage(**there, text="loud", reply_broadcast=True)
    assert "subtype" not in root["message"]
    assert loud["message"]["subtype"] == "thread_broadcast"
    history: Any = client.conversations_history(channel=seed.FINOPS)["messages"]
    assert [(one["text"], one.get("thread_ts")) for one in history] == [
        ("loud", root["ts"]),
        ("root", None),
    ]
    replies: Any = client.conversations_replies(channel=seed.FINOPS, ts=root["ts"])["messages"]
    assert [one["text"] for one in replies] == ["root", "quiet", "loud"]
    assert [one.broadcast for one in slack.messages()] == [False, False, True]


def test_chat_write_public_lets_in(slack: LocalSlack, client: WebClient) -> None:
    slack.workspace.tokens[slack.token].scopes.add("chat:write.public")
    assert client.chat_postMessage(channel=seed.PUBLIC_WITHOUT_BOT, text="a")["ok"]


def test_a_user_id_is_a_direct_message(slack: LocalSlack, client: WebClient) -> None:
    first = client.chat_postMessage(channel=seed.APPROVER, text="a")
    second = client.chat_postMessage(channel=seed.APPROVER, text="b")
    assert first["channel"] == second["channel"]
    assert slack.workspace.channels[first["channel"]].user == seed.APPROVER


def test_time_stamps_differ_while_the_clock_stands(client: WebClient) -> None:
    seen = {client.chat_postMessage(channel=seed.FINOPS, text="a")["ts"] for _ in range(20)}
    assert len(seen) == 20


def test_an_update_keeps_what_is_not_sent(slack: LocalSlack, client: WebClient) -> None:
    metadata = {"event_type": "t", "event_payload": {}}
    posted = client.chat_postMessage(
        channel=seed.FINOPS, text="a", blocks=[section("old")], metadata=metadata
    )
    client.chat_update(channel=seed.FINOPS, ts=posted["ts"], text="b")
    (message,) = slack.messages()
    assert (message.text, message.blocks[0]["text"]["text"]) == ("b", "old")
    assert message.metadata == metadata
    client.chat_update(channel=seed.FINOPS, ts=posted["ts"], text="c", blocks=[])
    assert message.blocks == ()
    assert [content.text for content in message.before] == ["a", "b"]


def test_an_update_that_is_refused(slack: LocalSlack, client: WebClient) -> None:
    mine = client.chat_postMessage(channel=seed.FINOPS, text="a")["ts"]
    theirs = slack.person(seed.MENDER, transport=_nobody).say("b", seed.PUBLIC_WITHOUT_BOT)
    seen = client.chat_postEphemeral(channel=seed.FINOPS, user=seed.MENDER, text="c")
    where = {"channel": seed.FINOPS, "text": "x"}
    assert refused(client.chat_update, **where, ts="1.1")["error"] == "message_not_found"
    ephemeral = refused(client.chat_update, **where, ts=seen["message_ts"])
    assert ephemeral["error"] == "message_not_found"
    general = {"channel": seed.PUBLIC_WITHOUT_BOT, "text": "x"}
    other = refused(client.chat_update, **general, ts=theirs.message.ts)
    assert other["error"] == "cant_update_message"
    long = refused(client.chat_update, channel=seed.FINOPS, text="x" * 4001, ts=mine)
    assert long["error"] == "msg_too_long"
    slack.workspace.edit_window = 60
    slack.clock.advance(61)
    assert refused(client.chat_update, **where, ts=mine)["error"] == "edit_window_closed"


def test_ephemeral_only_for_members(slack: LocalSlack, client: WebClient) -> None:
    said = {"channel": seed.FINOPS, "text": "a", "user": seed.SINGLE_CHANNEL_GUEST}
    assert refused(client.chat_postEphemeral, **said)["error"] == "user_not_in_channel"
    client.chat_postEphemeral(channel=seed.FINOPS, text="a", user=seed.MENDER)
    assert len(slack.messages(seen_by=seed.MENDER)) == 1
    assert slack.messages(seen_by=seed.APPROVER) == []


def test_delete_and_permalink(slack: LocalSlack, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=seed.FINOPS, text="a")["ts"]
    link = client.chat_getPermalink(channel=seed.FINOPS, message_ts=ts)["permalink"]
    assert link == f"{slack.url}/archives/{seed.FINOPS}/p{ts.replace('.', '')}"
    client.chat_delete(channel=seed.FINOPS, ts=ts)
    assert slack.messages() == []
    assert refused(client.chat_delete, channel=seed.FINOPS, ts=ts)["error"] == "message_not_found"


@pytest.mark.usefixtures("granted")
def test_reactions(slack: LocalSlack, client: WebClient) -> None:
    where = {"channel": seed.FINOPS, "name": "eyes"}
    ts = client.chat_postMessage(channel=seed.FINOPS, text="a")["ts"]
    client.reactions_add(**where, timestamp=ts)
    assert refused(client.reactions_add, **where, timestamp=ts)["error"] == "already_reacted"
    assert refused(client.reactions_add, **where, timestamp="1.1")["error"] == "message_not_found"
    assert slack.messages()[0].reactions == {"eyes"}


def test_blocks_validate(client: WebClient) -> None:
    good = {"blocks": [actions(button())]}
    assert client.api_call("blocks.validate", json=good)["ok"]
    bad = {"api_method": "blocks.validate", "json": {"blocks": [actions()]}}
    assert refused(client.api_call, **bad)["error"] == "invalid_blocks"


def _nobody(_request: object) -> Any:
    raise AssertionError("the bot is not in that channel: no event")
