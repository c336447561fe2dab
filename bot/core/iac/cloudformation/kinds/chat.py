"""Channels of Amazon Q Developer in chat applications."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.core.iac.cloudformation.logical import Kind, Logical
from bot.core.iac.declared import Declared, DeclaredChat
from bot.core.iac.value import items, text


def _channel(app: str, channel: str) -> Callable[[Logical], Iterator[Declared]]:
    def read(one: Logical) -> Iterator[Declared]:
        topics = [] if one.unsure else items(one.get("SnsTopicArns"))
        found = tuple(told for topic in topics if (told := text(topic)))
        name = one.known("ConfigurationName") or one.place.address
        yield DeclaredChat(one.place, app, name, one.known(channel), found)

    return read


KINDS = {
    "AWS::Chatbot::SlackChannelConfiguration": Kind(_channel("slack", "SlackChannelId")),
    "AWS::Chatbot::MicrosoftTeamsChannelConfiguration": Kind(_channel("teams", "TeamsChannelId")),
}
