"""What the topic's metrics say: evidence, never proof (docs/facts.md 2.6)."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.model.topic import Topic, Traffic
from bot.core.senders import Sender
from bot.core.texts.words import an


def traffic_notes(topic: Topic, sender: Sender) -> Iterator[str]:
    """When the topic last published and delivered; nothing where no metric was asked for or read.

    Of unread ones the check topic.traffic tells.
    """
    traffic = topic.traffic
    if not isinstance(traffic, Traffic):
        return
    if traffic.last_published is None:
        yield f"Nothing was published to the topic since {traffic.since:%Y-%m-%d}."
        return
    published = f"The topic last published on {traffic.last_published:%Y-%m-%d %H:%M} UTC"
    delivered = (
        f"and last delivered on {traffic.last_delivered:%Y-%m-%d %H:%M} UTC"
        if traffic.last_delivered
        else f"and delivered nothing since {traffic.since:%Y-%m-%d}"
    )
    yield f"{published} {delivered}; whether that was {an(sender.message)} cannot be seen."
