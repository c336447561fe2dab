"""Whatever is sent to whichever method, the answer is Slack's kind of answer, never a crash."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from playground.slack import Clock, methods, seed
from playground.slack.faults import Faults
from playground.slack.web_api import WebApi
from playground.slack.workspace import Workspace
from tests.playground.slack.shapes import modal, section

METHODS = [
    "chat.postMessage",
    "chat.postEphemeral",
    "chat.update",
    "chat.delete",
    "chat.getPermalink",
    "views.open",
    "views.push",
    "views.update",
    "views.publish",
    "users.info",
    "bots.info",
    "files.getUploadURLExternal",
    "files.completeUploadExternal",
    "usergroups.list",
    "usergroups.users.list",
    "conversations.info",
    "conversations.members",
    "conversations.open",
    "conversations.history",
    "conversations.replies",
    "conversations.join",
    "reactions.add",
    "files.info",
    "blocks.validate",
    "auth.test",
    "api.test",
    "apps.connections.open",
]
NAMES = [
    "channel",
    "text",
    "blocks",
    "attachments",
    "metadata",
    "thread_ts",
    "reply_broadcast",
    "ts",
    "user",
    "bot",
    "user_id",
    "view",
    "view_id",
    "hash",
    "trigger_id",
    "usergroup",
    "cursor",
    "limit",
    "oldest",
    "latest",
    "name",
    "timestamp",
    "message_ts",
]
SCRAPS = st.sampled_from(
    [seed.FINOPS, seed.MENDER, seed.MENDERS_GROUP, "modal", "section", "type", "1.1", "[]", "{", ""]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 200) | SCRAPS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SCRAPS, inner, max_size=3),
    max_leaves=6,
)
RIGHT: dict[str, Any] = {
    "channel": seed.FINOPS,
    "text": "a",
    "user": seed.MENDER,
    "user_id": seed.MENDER,
    "users": seed.MENDER,
    "usergroup": seed.MENDERS_GROUP,
    "name": "eyes",
    "view": modal(section()),
}
WRONG = st.dictionaries(st.sampled_from(NAMES), VALUES, min_size=1, max_size=2)


def test_every_method_is_found() -> None:
    assert set(methods.every()) == set(METHODS)
    assert all(methods.find(name) is methods.every()[name] for name in METHODS)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(METHODS), WRONG)
def test_no_argument_makes_a_method_stumble(name: str, wrong: dict[str, Any]) -> None:
    workspace = Workspace(Clock(1_800_000_000.0))
    answering = WebApi(workspace, Faults())
    answering.answer("chat.postMessage", {"channel": seed.FINOPS, "text": "a"}, seed.BOT_TOKEN)
    ts, trigger = workspace.messages[0].ts, workspace.new_trigger(seed.MENDER).id
    there = {"ts": ts, "timestamp": ts, "message_ts": ts, "trigger_id": trigger}
    token = seed.APP_TOKEN if name == "apps.connections.open" else seed.BOT_TOKEN
    body = answering.answer(name, {**RIGHT, **there, **wrong}, token).body
    assert isinstance(body, dict)
    assert body["ok"] is True or body["error"]
