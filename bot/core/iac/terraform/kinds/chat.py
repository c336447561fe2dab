"""Channels of Amazon Q Developer in chat applications."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.core.iac.declared import Declared, DeclaredChat
from bot.core.iac.terraform.resource import Kind, Resource
from bot.core.iac.value import items, text


def _channel(app: str, channel: str) -> Callable[[Resource], Iterator[Declared]]:
    def read(one: Resource) -> Iterator[Declared]:
        found = one.in_block(one.values, one.expressions or {}, "sns_topic_arns")
        topics = tuple(told for topic in items(found) if (told := text(topic)))
        name = one.known("configuration_name") or one.change.address
        yield DeclaredChat(one.place, app, name, one.known(channel), topics)

    return read


KINDS = {
    "aws_chatbot_slack_channel_configuration": Kind(_channel("slack", "slack_channel_id")),
    "awscc_chatbot_slack_channel_configuration": Kind(_channel("slack", "slack_channel_id")),
    "aws_chatbot_teams_channel_configuration": Kind(_channel("teams", "channel_id")),
    "awscc_chatbot_microsoft_teams_channel_configuration": Kind(
        _channel("teams", "teams_channel_id")
    ),
}
