"""One path as a row of hops, each with a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.findings import Hop, HopReport, Status
from bot.core.model.budget import Notification
from bot.core.model.key import Key
from bot.core.model.path import Path
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.subject import Subject
from bot.core.model.topic import Topic
from bot.core.subscriptions.subscription import (
    UNSEEN,
    confirmed,
    is_chatbot,
    is_unseen,
    subscriptions,
    title,
)
from bot.core.subscriptions.verdict import SubscriptionVerdict
from bot.core.texts.words import listed

_ALLOWS = {Hop.TOPIC: "topic.policy-allows", Hop.KEY: "key.policy-allows"}
_ALSO = {Hop.SUBSCRIPTION: frozenset({"endpoint.webhook-cannot-confirm"})}
"""Codes of the next hop that are of this one too: what cannot confirm leaves it unconfirmed."""


def hop_reports(path: Path, settled: SubscriptionVerdict) -> Iterator[HopReport]:
    """The hops that exist: behind a topic that is missing or unread, nothing is shown."""
    yield _start(path, settled)
    if path.address:
        yield _report(Hop.TOPIC, path.address, "The topic exists.", settled)
    notification = path.notification
    if isinstance(path.topic, Topic):
        yield from _behind(path, path.topic, settled)
    elif isinstance(notification, Notification) and notification.emails and not path.address:
        mails = listed(notification.emails)
        yield _report(Hop.ENDPOINT, mails, "It is mailed.", settled, "e-mail")


def _start(path: Path, settled: SubscriptionVerdict) -> HopReport:
    """What the path starts from; a subject by its ARN and its sender's word."""
    subject, noun = path.subject, path.sender.subject
    if subject is None:
        return _report(Hop.BUDGET, path.name, _budget(path), settled)
    known = subject.arn if isinstance(subject, Subject) else ""
    return _report(Hop.SENDER, known or path.name, f"The {noun} publishes.", settled, noun)


def _behind(path: Path, topic: Topic, settled: SubscriptionVerdict) -> Iterator[HopReport]:
    label = "" if topic.key_reference else "no key"
    yield _report(Hop.KEY, _key_name(path, topic), _key(topic), settled, label)
    label = _subscribers(path, topic)
    yield _report(Hop.SUBSCRIPTION, topic.arn, _subscriptions(path), settled, label)
    found = subscriptions(path)
    if found:
        names = listed([title(s) for s in found])
        yield _report(Hop.ENDPOINT, names, _endpoints(path), settled)


def _report(
    hop: Hop, resource: str, otherwise: str, settled: SubscriptionVerdict, label: str = ""
) -> HopReport:
    """The hop's worst finding speaks for it; on an OK hop what allows, or `otherwise`."""
    label = label or hop.value
    also = _ALSO.get(hop, frozenset())
    findings = [f for f in settled.findings if f.hop is hop or f.code in also]
    status = settled.status(findings)
    if status is Status.OK:
        allows = (f.says for f in findings if f.code == _ALLOWS.get(hop))
        return HopReport(hop, status, resource, next(allows, otherwise), label)
    says = max(findings, key=lambda f: f.status.rank).says
    return HopReport(hop, status, resource, says, label)


def _budget(path: Path) -> str:
    if not isinstance(path.notification, Notification):
        return "The budget exists."
    where = "the topic" if path.notification.topic else "e-mail"
    # Without its title, which stands above: notifications on one topic are shown as one path.
    return f"The notification goes to {where}."


def _key_name(path: Path, topic: Topic) -> str:
    key = path.key
    if isinstance(key, Key):
        return key.arn
    return (
        key.reference if key and not isinstance(key, NotFound | ReadFailed) else _reference(topic)
    )


def _reference(topic: Topic) -> str:
    return topic.key_reference or topic.arn


def _key(topic: Topic) -> str:
    return "The key works." if topic.key_reference else "The topic is not encrypted."


def _subscriptions(path: Path) -> str:
    count = len(confirmed(path))
    return f"The topic has {count} confirmed subscription{'' if count == 1 else 's'}."


def _subscribers(path: Path, topic: Topic) -> str:
    if isinstance(topic.subscriptions, ReadFailed):
        return "subscribers"
    count = len(confirmed(path))
    return f"{count or 'no'} subscriber{'' if count == 1 else 's'}"


def _endpoints(path: Path) -> str:
    protocols = sorted({s.protocol for s in confirmed(path) if not is_chatbot(s)})
    to = listed([*(_PROTOCOLS.get(one, one) for one in protocols), *_channels(path)])
    unseen = f" {UNSEEN}" if any(is_unseen(s) for s in confirmed(path)) else ""
    return f"Nothing blocks delivery{f' to {to}' if to else ''}.{unseen}"


_PROTOCOLS = {
    "lambda": "Lambda",
    "sqs": "SQS",
    "email": "e-mail",
    "email-json": "e-mail",
    "sms": "SMS",
    "http": "HTTP",
    "https": "HTTPS",
    "application": "mobile apps",
    "firehose": "Firehose",
}
"""SNS's protocols as people write them."""


def _channels(path: Path) -> Iterator[str]:
    """The chat channels behind a chat subscription."""
    if not any(is_chatbot(s) for s in subscriptions(path)) or not isinstance(path.topic, Topic):
        return
    for chat in path.chats.found:
        if path.topic.arn in chat.topics and chat.state == "ENABLED":
            yield f"the {chat.app.capitalize()} channel {chat.channel}"
