"""What a verdict takes for granted, because no template or plan can tell it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.iac.identity import Identities
from bot.core.model.budget import Notification
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from bot.core.model.topic import Topic
from bot.core.subscriptions.subscription import is_chatbot

_CONFIRMED_BY_HAND = ("email", "email-json", "http", "https")


def assumed(facts: Facts, identities: Identities) -> tuple[str, ...]:
    """A sentence for each."""
    return tuple(
        dict.fromkeys((*_confirmations(facts), *_history(facts), *_where(identities), *facts.taken))
    )


def _confirmations(facts: Facts) -> Iterator[str]:
    for topic in facts.topics.values():
        listed = topic.subscriptions if isinstance(topic, Topic) else ()
        for one in () if isinstance(listed, ReadFailed) else listed:
            if one.protocol in _CONFIRMED_BY_HAND and not one.pending and not is_chatbot(one):
                yield f"{one.endpoint} confirms its subscription: SNS sends the link once."


def _history(facts: Facts) -> Iterator[str]:
    listed = () if isinstance(facts.notifications, ReadFailed) else facts.notifications
    if any(isinstance(o, Notification) and o.type == "FORECASTED" for o in listed):
        yield (
            "The account has about five weeks of usage, without which AWS makes no forecast and "
            "sends no alert on one."
        )


def _where(identities: Identities) -> Iterator[str]:
    if not identities.region:
        yield "It is applied in one of AWS's commercial Regions (--region says which)."
