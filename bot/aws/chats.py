"""Reads the channels of Amazon Q Developer in chat applications: Slack, Teams and Chime."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.aws.errors import found
from bot.aws.reader import CheckReads
from bot.aws.reads import CHIME_WEBHOOKS, SLACK_CHANNELS, TEAMS_CHANNELS, Read
from bot.core.model.chat import ChatConfiguration, Chats
from bot.core.model.read import ReadFailed

if TYPE_CHECKING:
    from mypy_boto3_chatbot import ChatbotClient
    from mypy_boto3_chatbot.type_defs import (
        ChimeWebhookConfigurationTypeDef,
        SlackChannelConfigurationTypeDef,
        TeamsChannelConfigurationTypeDef,
    )

    Raw = (
        ChimeWebhookConfigurationTypeDef
        | SlackChannelConfigurationTypeDef
        | TeamsChannelConfigurationTypeDef
    )

_Found = tuple[ChatConfiguration, ...]


async def chats(reader: CheckReads) -> Chats:
    """All three apps side by side; a refusal of one leaves the others."""
    if not reader.aws.has_chats:
        return Chats()
    parts = await asyncio.gather(
        _asked(reader, SLACK_CHANNELS, _slack),
        _asked(reader, TEAMS_CHANNELS, _teams),
        _asked(reader, CHIME_WEBHOOKS, _chime),
    )
    return Chats(
        found=tuple(chat for part in parts if not isinstance(part, ReadFailed) for chat in part),
        unread=tuple(part for part in parts if isinstance(part, ReadFailed)),
    )


async def _asked(
    reader: CheckReads, read: Read, take: Callable[[ChatbotClient], _Found]
) -> _Found | ReadFailed:
    resource = f"arn:{reader.aws.partition}:chatbot::{reader.account}:chat-configuration/*"
    answer = await reader.ask(read, resource, lambda: take(reader.aws.chatbot()))
    return found(read, resource, answer)


def _slack(client: ChatbotClient) -> _Found:
    pages = client.get_paginator("describe_slack_channel_configurations").paginate()
    raws = [raw for page in pages for raw in page["SlackChannelConfigurations"]]
    return tuple(
        _chat("slack", raw, raw.get("SlackChannelName") or raw["SlackChannelId"]) for raw in raws
    )


def _teams(client: ChatbotClient) -> _Found:
    pages = client.get_paginator("list_microsoft_teams_channel_configurations").paginate()
    raws = [raw for page in pages for raw in page["TeamChannelConfigurations"]]
    return tuple(_chat("teams", raw, raw.get("ChannelName") or raw["ChannelId"]) for raw in raws)


def _chime(client: ChatbotClient) -> _Found:
    pages = client.get_paginator("describe_chime_webhook_configurations").paginate()
    raws = [raw for page in pages for raw in page["WebhookConfigurations"]]
    return tuple(_chat("chime", raw, raw["WebhookDescription"]) for raw in raws)


def _chat(app: str, raw: Raw, channel: str) -> ChatConfiguration:
    """AWS's model requires the topics and not the state, which is younger than the API: no state
    is that of a configuration that nobody has switched off.
    """
    return ChatConfiguration(
        app=app,
        name=raw.get("ConfigurationName") or raw["ChatConfigurationArn"].rpartition("/")[2],
        channel=channel,
        topics=tuple(raw["SnsTopicArns"]),
        state=raw.get("State") or "ENABLED",
        reason=raw.get("StateReason", ""),
    )
