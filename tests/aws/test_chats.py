"""The channels of Amazon Q Developer in chat applications."""

from __future__ import annotations

from bot.aws.clients import Aws
from bot.core.model.chat import ChatConfiguration, Chats
from tests.aws.world import TOPIC, OpenAws, World, check
from tests.conftest import ACCOUNT


def test_all_three_apps(world: World, aws: Aws) -> None:
    world.budget(world.topic())
    put = world.aws.control.put_chatbot
    common = {"SnsTopicArns": [TOPIC]}
    put(ACCOUNT, "slack", {**common, "ConfigurationName": "s", "SlackChannelName": "costs"})
    teams = {"ConfigurationName": "t", "ChannelName": "money", "State": "DISABLED"}
    put(ACCOUNT, "teams", {**common, **teams, "StateReason": "by us"})
    put(ACCOUNT, "chime", {**common, "ConfigurationName": "c", "WebhookDescription": "hook"})
    world.aws.control.forget_calls()
    assert check(aws).chats == Chats(
        found=(
            ChatConfiguration("slack", "s", "costs", (TOPIC,)),
            ChatConfiguration("teams", "t", "money", (TOPIC,), "DISABLED", "by us"),
            ChatConfiguration("chime", "c", "hook", (TOPIC,)),
        )
    )
    assert {call.region for call in world.aws.control.calls("chatbot")} == {"us-east-2"}


def test_china_has_none(world: World, open_aws: OpenAws) -> None:
    check(open_aws(region="cn-north-1"))
    assert world.aws.control.calls("chatbot") == []
