"""Declared topics with their keys, policies and subscriptions."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace

from bot.core.arns import is_topic_arn, parse_arn
from bot.core.iac.declared import (
    Declaration,
    DeclaredChat,
    DeclaredSubscription,
    DeclaredTopic,
)
from bot.core.iac.document import policy_text
from bot.core.iac.endpoints import Endpoints
from bot.core.iac.keys import Keys
from bot.core.iac.policies import Policies
from bot.core.iac.sources import made_sources
from bot.core.iac.unread import later, undeclared
from bot.core.iac.value import Unknown, first_unknown, unknowns
from bot.core.model.chat import ChatConfiguration, Chats
from bot.core.model.key import AnyKey
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.subscription import Subscription, SubscriptionAttributes
from bot.core.model.topic import Topic
from bot.core.subscriptions.webhooks import webhook

_CHATBOT = "https://global.sns-api.chatbot.amazonaws.com"


@dataclass(frozen=True, slots=True)
class TopicFound:
    """What stands behind a subscriber's address, and its key where it is encrypted."""

    topic: Topic | NotFound | ReadFailed
    key: AnyKey | None = None


class Topics:
    """The topics of a declaration, each worked out once."""

    def __init__(self, declaration: Declaration) -> None:
        """Index what belongs to each topic."""
        self._identities = declaration.identities
        self._keys = Keys(declaration)
        self._endpoints = Endpoints(declaration, self._keys)
        self._declared: dict[str, DeclaredTopic] = {}
        self._policies = Policies(declaration.declared, "sns")
        self._subscriptions: dict[str, list[DeclaredSubscription]] = defaultdict(list)
        self._chats: list[DeclaredChat] = []
        self._sources = made_sources(declaration)
        for one in declaration.declared:
            self._enter(one)
        self._found: dict[str, TopicFound] = {}
        self.chats = self._all_chats()

    def declares(self, address: str) -> bool:
        """Whether the topic is one of these."""
        return address in self._declared

    def of(self, address: str) -> TopicFound:
        """The topic behind this address."""
        if address not in self._found:
            self._found[address] = self._made(address)
        return self._found[address]

    def _enter(self, one: object) -> None:
        match one:
            case DeclaredTopic():
                self._declared[one.arn] = one
            case DeclaredSubscription():
                if isinstance(one.topic, str):
                    self._subscriptions[one.topic].append(one)
            case DeclaredChat():
                self._chats.append(one)

    def _made(self, address: str) -> TopicFound:
        declared = self._declared.get(address)
        if declared is None:
            if not is_topic_arn(address):
                return TopicFound(NotFound(address, f"{address} is not the ARN of an SNS topic"))
            return TopicFound(undeclared(f"topic {address}"))
        if isinstance(declared.fifo, Unknown):
            return TopicFound(later(declared.fifo))
        arn = parse_arn(address)
        region = arn.region if arn else self._identities.region_name
        reference, key = self._keys.behind(declared.key, region)
        topic = Topic(
            arn=address,
            account=self._identities.account_id,
            region=region,
            partition=self._identities.partition,
            policy=self._policy(declared),
            key_reference=reference,
            fifo=declared.fifo,
            logs_failures=declared.logs_failures,
        )
        subscriptions = self._subscribed(declared, topic)
        return TopicFound(replace(topic, subscriptions=subscriptions), key)

    def _policy(self, declared: DeclaredTopic) -> str:
        document = self._policies.of([declared.arn], declared.policy, declared.standing)
        if document is None:
            document = _default(declared.arn, self._identities.account_id)
        return policy_text(document, self._identities, [declared.arn, *self._sources])

    def _subscribed(
        self, declared: DeclaredTopic, topic: Topic
    ) -> tuple[Subscription, ...] | ReadFailed:
        listed = self._subscriptions[declared.arn]
        # Subscriptions are alternatives: one that may not be there adds nothing that is certain.
        found = [self._subscription(o, topic) for o in listed if o.unknown is None]
        if not any(one.endpoint == _CHATBOT for one in found):
            found += [_chat(topic.arn, one) for one in self._chats if topic.arn in one.topics]
        unsure = next((o.unknown for o in listed if o.unknown), None)
        if not found:
            gap = undeclared(f"subscription of {self._identities.shown(topic.arn)}")
            return later(unsure) if unsure else gap
        return tuple(found)

    def _subscription(self, one: DeclaredSubscription, topic: Topic) -> Subscription:
        arn = f"{topic.arn}:{self._identities.key_id(one.place.address)}"
        if isinstance(one.protocol, Unknown) or isinstance(one.endpoint, Unknown):
            made = self._endpoints.unknown(arn, one)
            return replace(made, pending=one.pending, attributes=_attributes(one))
        if one.endpoint != _CHATBOT:
            self._identities.mask(one.endpoint)
        target = self._endpoints.target(one.protocol, one.endpoint, topic)
        made = Subscription(arn, one.protocol, one.endpoint, one.pending, _attributes(one), target)
        # A chat service's webhook takes no message of SNS's, so it stays as it is made: pending.
        return replace(made, pending=True) if webhook(made) else made

    def _all_chats(self) -> Chats:
        found = [
            ChatConfiguration(
                one.app, one.name, one.channel, tuple(t for t in one.topics if isinstance(t, str))
            )
            for one in self._chats
        ]
        return Chats(tuple(found), (undeclared("other channel of a chat application"),))


def _chat(arn: str, chat: DeclaredChat) -> Subscription:
    return Subscription(f"{arn}:{chat.name}", "https", _CHATBOT)


def _attributes(one: DeclaredSubscription) -> SubscriptionAttributes | ReadFailed:
    policy = one.filter_policy
    scope, raw = one.filter_scope, one.raw
    if isinstance(scope, Unknown) or isinstance(raw, Unknown) or first_unknown(policy):
        return later(next(unknowns([policy, scope, raw])))
    written = policy if isinstance(policy, str | None) else json.dumps(policy)
    return SubscriptionAttributes(written or None, scope, raw)


def _default(arn: str, account: str) -> object:
    """What SNS writes into a new topic's policy (docs/facts.md 2.2)."""
    actions = ("GetTopicAttributes", "SetTopicAttributes", "AddPermission", "RemovePermission")
    more = ("DeleteTopic", "Subscribe", "ListSubscriptionsByTopic", "Publish")
    statement = {
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": [f"SNS:{name}" for name in (*actions, *more)],
        "Resource": arn,
        "Condition": {"StringEquals": {"AWS:SourceOwner": account}},
    }
    return {"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement]}
