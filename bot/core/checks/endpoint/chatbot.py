"""Does a chat channel stand behind the chat subscription?

Amazon Q Developer in chat applications (formerly AWS Chatbot) has one endpoint for everybody, so
only its own configurations tell which channel gets a topic: in Slack, Microsoft Teams or Chime
(docs/facts.md 5.4, 11a).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.checks._unread import cannot_read, said
from bot.core.findings import Finding, Status
from bot.core.model.chat import ChatConfiguration
from bot.core.model.path import Path
from bot.core.model.topic import Topic
from bot.core.subscriptions.subscription import confirmed, is_chatbot

CODES = {
    "endpoint.chatbot-disabled": Status.BROKEN,
    "endpoint.chatbot-no-channel": Status.BROKEN,
    "endpoint.unreadable": Status.UNKNOWN,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Look for a configuration that lists the topic and is enabled."""
    topic = path.topic
    if not isinstance(topic, Topic):
        return
    serving = [chat for chat in path.chats.found if topic.arn in chat.topics]
    if any(chat.state == "ENABLED" for chat in serving):
        return
    for subscription in (s for s in confirmed(path) if is_chatbot(s)):
        yield _unserved(path, topic, serving, subscription.id)


def _unserved(path: Path, topic: Topic, serving: list[ChatConfiguration], via: str) -> Finding:
    if path.chats.unread:
        unread = path.chats.unread[0]
        says = cannot_read("Which chat channels serve the topic", unread)
        return finding_factory(
            "endpoint.unreadable", topic.arn, says, evidence=said(unread), via=via
        )
    if serving:
        chat = serving[0]
        says = (
            f'The chat configuration "{chat.name}" for the channel {chat.channel} is disabled'
            f"{_reason(chat)}. Mend or enable it in Amazon Q Developer in chat applications."
        )
        return finding_factory("endpoint.chatbot-disabled", topic.arn, says, via=via)
    says = (
        "The topic has a chat subscription, and no channel in Slack, Teams or Chime is set up for "
        "this topic. Add the topic to a channel in Amazon Q Developer in chat applications."
    )
    return finding_factory("endpoint.chatbot-no-channel", topic.arn, says, via=via)


def _reason(chat: ChatConfiguration) -> str:
    return f", for the reason {chat.reason.strip().rstrip('.')}" if chat.reason.strip() else ""
