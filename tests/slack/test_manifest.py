"""manifest.json: Slack would take it, and it asks for what the bot does and for nothing else."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.slack.listeners.message_shortcut import CHECK
from bot.slack.token_status import GROUPS_SCOPE
from bot.slack.token_status import SCOPES as SCOPES_HELD
from playground.slack.seed import BOT_SCOPES

ROOT = Path(__file__).resolve().parents[2]
MANIFEST = json.loads((ROOT / "bot" / "slack" / "manifest.json").read_text("utf-8"))
SCHEMA = json.loads(Path(__file__).with_name("manifest_schema.json").read_text("utf-8"))
SCOPES = {  # of each method that bot/slack calls: https://docs.slack.dev/reference/methods
    "auth.test": set(),
    "chat.getPermalink": set(),
    "chat.postEphemeral": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "chat.delete": {"chat:write"},
    "files.info": {"files:read"},
    "files.getUploadURLExternal": {"files:write"},
    "files.completeUploadExternal": {"files:write"},
    "conversations.open": {"im:write"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "conversations.replies": {"channels:history", "groups:history", "im:history"},
    "usergroups.users.list": {"usergroups:read"},
    "bots.info": {"users:read"},
    "users.info": {"users:read"},
    "views.open": set(),
    "views.publish": set(),
    "views.push": set(),
    "views.update": set(),
}

EVENTS = {  # of each event that bot/slack listens to: https://docs.slack.dev/reference/events
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
}
UNSCOPED_EVENTS = ("app_home_opened",)


def test_slack_would_take_it() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    jsonschema.validate(MANIFEST, SCHEMA)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda m: m.pop("display_information"),
        lambda m: m["display_information"].update(name="b" * 36),
        lambda m: m["display_information"].update(background_color="blue"),
        lambda m: m["features"]["slash_commands"][0].update(command="budget-check"),
        lambda m: m["features"]["slash_commands"][0].pop("description"),
        lambda m: m["settings"]["interactivity"].update(request_url="YOUR-API-ADDRESS"),
        lambda m: m["settings"].update(socket_mode="no"),
        lambda m: m["settings"]["event_subscriptions"].update(bot_events="app_home_opened"),
        lambda m: m["settings"]["event_subscriptions"].update(request_url="YOUR-API-ADDRESS"),
        lambda m: m["features"]["app_home"].update(home_tab_enabled="yes"),
        lambda m: m["features"]["shortcuts"][0].update(name="Check the budget of this message"),
        lambda m: m["features"]["shortcuts"][0].pop("callback_id"),
        lambda m: m["settings"]["event_subscriptions"].update(bot_events="app_mention"),
        lambda m: m["oauth_config"]["scopes"].update(bot="chat:write"),
    ],
)
def test_the_rules_can_be_broken(spoil: Callable[[Any], object]) -> None:
    spoilt = copy.deepcopy(MANIFEST)
    spoil(spoilt)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(spoilt, SCHEMA)


def test_the_scopes_are_those_of_the_methods_that_are_called() -> None:
    assert set(SCOPES) == called()
    wanted = {"commands", *EVENTS.values()}.union(*SCOPES.values())
    assert MANIFEST["oauth_config"]["scopes"] == {"bot": sorted(wanted)}


def test_every_scope_is_explained_with_its_methods() -> None:
    page = (ROOT / "docs" / "slack-app.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z_:]+)` \| (.+?) \| (\S.*) \|$", page, re.MULTILINE)
    explained = {scope: set(re.findall(r"`([a-zA-Z_.]+)`", cell)) for scope, cell, _ in rows}
    needing = {s: {m for m, of in SCOPES.items() if s in of} for s in explained if s != "commands"}
    for event, scope in EVENTS.items():
        needing[scope].add(event)
    assert explained.pop("commands") == set()
    assert explained == needing
    assert {*needing, "commands"} == set(MANIFEST["oauth_config"]["scopes"]["bot"])


def test_every_request_goes_to_the_one_address() -> None:
    addresses = set(re.findall(r'"(https?:[^"]+)"', json.dumps(MANIFEST)))
    assert addresses == {"https://YOUR-API-ADDRESS/slack/events"}
    switches = ("socket_mode_enabled", "org_deploy_enabled", "token_rotation_enabled")
    assert not any(MANIFEST["settings"][name] for name in switches)


def test_the_events_and_the_shortcut_are_those_that_are_listened_to() -> None:
    files = (ROOT / "bot" / "slack" / "listeners").glob("*.py")
    kinds = {
        kind
        for file in files
        for kind in re.findall(r'app\.event\("([a-z_]+)"\)', file.read_text("utf-8"))
    }
    subscribed = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert subscribed == sorted([*EVENTS, *UNSCOPED_EVENTS])
    assert kinds == {event.partition(".")[0] for event in subscribed}
    (shortcut,) = MANIFEST["features"]["shortcuts"]
    assert (shortcut["callback_id"], shortcut["type"]) == (CHECK, "message")


def test_the_home_tab_is_there_for_whoever_listens_to_its_opening() -> None:
    home = MANIFEST["features"]["app_home"]
    assert home["home_tab_enabled"] and home["messages_tab_enabled"]


def test_doctor_looks_for_every_scope_of_the_manifest() -> None:
    assert sorted({*SCOPES_HELD, GROUPS_SCOPE}) == MANIFEST["oauth_config"]["scopes"]["bot"]


def test_the_readme_names_every_scope_of_the_manifest() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    (row,) = re.findall(r"^\| `SLACK_BOT_TOKEN` \|(.+)$", page, re.MULTILINE)
    always, _, sometimes = row.partition(", and ")
    assert set(re.findall(r"`(commands|[a-z_]+:[a-z]+)`", always)) == set(SCOPES_HELD)
    assert re.findall(r"`([a-z_]+:[a-z]+)`", sometimes) == [GROUPS_SCOPE]


def test_the_token_of_the_local_slack_has_every_scope_of_the_manifest() -> None:
    assert sorted(BOT_SCOPES) == MANIFEST["oauth_config"]["scopes"]["bot"]


def called() -> set[str]:
    """The methods by the names under which bot/slack calls them."""
    sources = [path.read_text("utf-8") for path in (ROOT / "bot" / "slack").rglob("*.py")]
    own = {re.sub(r"_([a-z]+)", r".\1", name) for s in sources for name in web_calls(s)}
    names = {name.lower(): name for name in SCOPES}
    own.discard("send.dict")  # a response_url, which is no method and needs no scope
    return {names.get(name.lower(), name) for name in own}


def web_calls(source: str) -> list[str]:
    """`self._web.chat_postMessage`, `client.views_open`: as slack_sdk spells them."""
    return re.findall(r"\b(?:_web|client|web)\.((?:[a-z]+_)+[a-zA-Z]+)\b", source)
