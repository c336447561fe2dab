"""Incoming webhooks of chat services, which take messages of their own form and nothing else.

SNS delivers to a web endpoint only after it has opened the address in a first message of SNS's
("SubscriptionConfirmation"); the webhook of a chat service refuses that message for its form, so
the subscription stays pending for ever.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.subscription import Subscription
from bot.core.subscriptions.subscription import host


@dataclass(frozen=True, slots=True)
class Webhook:
    """A kind of webhook, recognised by the host of its address: exactly, or as a subdomain.

    `title` is what it is called. `in_amazon_q` is true where Amazon Q Developer in chat
    applications reaches the same channels (docs/facts.md 5.4, 11a). `programmable` is true for a
    workflow that somebody may have built to answer SNS: once it is confirmed it is an endpoint like
    others.
    """

    title: str
    hosts: tuple[str, ...]
    in_amazon_q: bool = False
    programmable: bool = False


_TEAMS = ("webhook.office.com", "outlook.office.com", "outlook.office365.com")
_POWER_AUTOMATE = ("logic.azure.com", "api.powerplatform.com")

WEBHOOKS = (
    Webhook("a Slack webhook", ("hooks.slack.com", "hooks.slack-gov.com"), in_amazon_q=True),
    Webhook("a Microsoft Teams webhook", _TEAMS, in_amazon_q=True),
    Webhook("a Power Automate workflow", _POWER_AUTOMATE, in_amazon_q=True, programmable=True),
    Webhook("a Discord webhook", ("discord.com", "discordapp.com")),
    Webhook("a Google Chat webhook", ("chat.googleapis.com",)),
    Webhook("a Webex webhook", ("webexapis.com",)),
    Webhook("a Lark webhook", ("open.larksuite.com", "open.feishu.cn")),
    Webhook("a DingTalk webhook", ("oapi.dingtalk.com",)),
    Webhook("a WeCom webhook", ("qyapi.weixin.qq.com",)),
    Webhook("the Telegram bot API", ("api.telegram.org",)),
)


def webhook(subscription: Subscription) -> Webhook | None:
    """The kind of webhook that the subscription leads to; None for any other endpoint."""
    if subscription.protocol not in ("http", "https"):
        return None
    name = host(subscription.endpoint)
    return next((one for one in WEBHOOKS if _is_at(name, one.hosts)), None)


def _is_at(name: str, hosts: tuple[str, ...]) -> bool:
    return any(name == one or name.endswith(f".{one}") for one in hosts)
