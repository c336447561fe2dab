"""Do a topic and its key let a sender in? In words, for a mail that names no budget but a topic.

The check of a budget judges AWS Budgets on its whole path. This says of any sender what the two
policies and the key's state say; grants, filters and endpoints are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.core.model.key import AnyKey, Key
from bot.core.model.read import ReadFailed
from bot.core.model.topic import Topic
from bot.core.policy.access import only_by_everyone, rule_surely
from bot.core.policy.decision import Effect, Request
from bot.core.senders import KEY_ACTIONS, PUBLISH, Origin, Resource, Sender

_SAYS = {
    Effect.ALLOW: "lets it in",
    Effect.DENY: "refuses it",
    Effect.IMPLICIT_DENY: "does not let it in",
    Effect.UNKNOWN: "may let it in, or not: that cannot be told",
}
_WORST_FIRST = (Effect.DENY, Effect.IMPLICIT_DENY, Effect.UNKNOWN)


def sender_access(sender: Sender, topic: Topic, key: AnyKey | None, now: datetime) -> str:
    """Two or three sentences about the sender; `key` is None where the topic has none."""
    who = sender.principal(topic.partition)
    if who is None:
        return f"As which principal {sender.title} acts here, AWS does not document."
    documents = (topic.policy,) if topic.policy else ()
    where = Resource(topic.arn, topic.account, topic.region)
    said = _SAYS[_effect(documents, (PUBLISH,), sender, where, topic, now)]
    return f"{who} publishes: the topic's policy {said}. {_of_key(sender, topic, key, now)}"


def _of_key(sender: Sender, topic: Topic, key: AnyKey | None, now: datetime) -> str:
    if topic.key_reference is None:
        return "The topic is not encrypted."
    if not isinstance(key, Key):
        if isinstance(key, ReadFailed) or not topic.key_reference.endswith("alias/aws/sns"):
            return "Its key could not be read."
        return "Its key is the one that AWS manages, which lets no such service in."
    if key.manager == "AWS":
        return "Its key is one that AWS manages, which lets no such service in."
    if isinstance(key.policies, ReadFailed):
        return "The policy of its key could not be read."
    where = Resource(key.arn, key.account, key.region)
    said = _SAYS[_effect(key.policies, KEY_ACTIONS, sender, where, topic, now)]
    state = "" if key.state == "Enabled" else f" The key is {key.state}: it encrypts nothing."
    return f"The policy of its key {said}.{state}"


def _effect(  # noqa: PLR0913, PLR0917 (who asks what of whom)
    documents: Iterable[str],
    actions: Iterable[str],
    sender: Sender,
    where: Resource,
    topic: Topic,
    now: datetime,
) -> Effect:
    """The worst of the effects: all of the actions are needed."""
    origin = Origin(
        topic.account,
        topic.partition,
        arn=topic.arn,
        topic=topic.arn,
        organization=topic.organization,
    )
    requests = [sender.request(action, where, origin, now) for action in actions]
    told = tuple(documents)
    effects = {_of_one(told, one) for one in requests if one}
    return next((one for one in _WORST_FIRST if one in effects), Effect.ALLOW)


def _of_one(documents: tuple[str, ...], request: Request) -> Effect:
    """That a statement for everybody lets a service in is proven for none (docs/facts.md 2.2,
    11.6).
    """
    effect = rule_surely(documents, request).effect
    unproven = effect is Effect.ALLOW and only_by_everyone(documents, request)
    return Effect.UNKNOWN if unproven else effect
