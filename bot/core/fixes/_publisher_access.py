"""Is a publisher served: does the topic let it publish, and the key let it encrypt?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.core.checks._keys import WORKING, is_aws_managed
from bot.core.model.key import AnyKey, Key
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.topic import Topic
from bot.core.policy.access import rule
from bot.core.policy.decision import Effect
from bot.core.policy.publishers import as_sender, publish_request
from bot.core.senders import KEY_ACTIONS, Origin, Resource, sender_as


class Served(StrEnum):
    """Whether what it publishes arrives at the topic."""

    YES = "yes"
    UNKNOWN = "unknown"
    NO = "no"


@dataclass(frozen=True, slots=True)
class PublisherAccess:
    """Whether a publisher is served, and where not, or not surely, why."""

    served: Served
    why: str = ""


_YES = PublisherAccess(Served.YES)
_KEY_SILENT = PublisherAccess(Served.NO, "the key does not let it in")
_KEY_UNSURE = PublisherAccess(Served.UNKNOWN, "what is known of the key leaves it open")


def publisher_access(path: Path, service: str, account: str) -> PublisherAccess:
    """Whether a service that publishes on behalf of an account is served on this path."""
    topic = path.topic
    if not isinstance(topic, Topic) or topic.policy is None:
        return PublisherAccess(Served.UNKNOWN, "the topic was not read")
    request = publish_request(topic, service, account, path.now)
    # UNKNOWN turns on the ARN of what publishes, which no change of ours touches.
    if request is None or rule([topic.policy], request).effect in (
        Effect.DENY,
        Effect.IMPLICIT_DENY,
    ):
        return PublisherAccess(Served.NO, "the topic policy does not let it publish")
    if path.key is None:
        return _YES
    known = sender_as(service, topic.partition)
    if known and not known.encrypted_topics:
        return PublisherAccess(Served.NO, "it does not support encrypted topics")
    return _by_key(path, topic, path.key, service, account)


def _by_key(path: Path, topic: Topic, key: AnyKey, service: str, account: str) -> PublisherAccess:
    if is_aws_managed(key):
        return PublisherAccess(Served.NO, "the AWS managed key lets no service in")
    if isinstance(key, ReadFailed):
        return PublisherAccess(Served.UNKNOWN, "the key was not read")
    if not isinstance(key, Key):
        return PublisherAccess(Served.NO, "there is no such key")
    if not _usable(topic, key):
        return PublisherAccess(Served.NO, "the key cannot be used")
    if isinstance(key.policies, ReadFailed) or not key.policies:
        return _KEY_UNSURE
    return _by_policy(path, topic, key, key.policies, (service, account))


def _usable(topic: Topic, key: Key) -> bool:
    kind = key.spec == "SYMMETRIC_DEFAULT" and key.usage == "ENCRYPT_DECRYPT"
    return kind and key.state in WORKING and key.region == topic.region


def _by_policy(
    path: Path, topic: Topic, key: Key, policies: tuple[str, ...], who: tuple[str, str]
) -> PublisherAccess:
    service, account = who
    resource = Resource(key.arn, key.account, key.region)
    sender = as_sender(service, topic.partition)
    organization = topic.organization if account == topic.account else None
    origin = Origin(account, topic.partition, topic=topic.arn, organization=organization)
    requests = [sender.request(action, resource, origin, path.now) for action in KEY_ACTIONS]
    effects = {rule(policies, request).effect for request in requests if request}
    if effects == {Effect.ALLOW}:
        return _YES
    if Effect.DENY in effects:
        return PublisherAccess(Served.NO, "the key policy denies it")
    if Effect.IMPLICIT_DENY in effects:
        return _KEY_UNSURE if _granted(key, service) else _KEY_SILENT
    return _KEY_UNSURE


def _granted(key: Key, service: str) -> bool:
    return isinstance(key.grants, ReadFailed) or any(g.service == service for g in key.grants)
