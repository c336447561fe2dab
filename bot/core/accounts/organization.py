"""The organisation of the account: what turns on it, and what to say where it is not known.

A service's request carries aws:SourceOrgID, the id of the source account's organisation, and
aws:ResourceOrgID, the resource owner's; outside of an organisation both are absent
(docs/facts.md 4.1). organizations:DescribeOrganization tells the id from any account of the
organisation (docs/facts.md 11a).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.core.checks._unread import cannot_read, said
from bot.core.checks._world import key_requests, publish_request
from bot.core.findings import Finding
from bot.core.model.endpoint import LambdaFunction, Queue
from bot.core.model.key import AnyKey, Key
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.subscription import Subscription
from bot.core.model.topic import Topic
from bot.core.policy.access import rule
from bot.core.policy.decision import Effect, Request
from bot.core.senders import KEY_ACTIONS
from bot.core.subscriptions.delivery import INVOKE, delivery_requests
from bot.core.subscriptions.subscription import confirmed

_KEYS = re.compile(r"aws:(source|resource)org(id|paths)", re.IGNORECASE)

_Question = tuple[Sequence[str], Iterable[Request]]
"""What policies together say to each of some requests."""


def turns_on_organization(path: Path) -> bool:
    """Whether an answer of one of the path's policies hangs on the account's organisation."""
    topic = path.topic
    if not isinstance(topic, Topic) or topic.account != path.account:
        return False
    asked = (q for q in _questions(path, topic) if _KEYS.search(" ".join(q[0])))
    return any(_turns(documents, request) for documents, each in asked for request in each)


def explained(path: Path, finding: Finding) -> Finding:
    """The finding; one that hangs on the organisation says why that is not known."""
    unread = path.organization
    if not isinstance(unread, ReadFailed) or not _KEYS.search(finding.says):
        return finding
    gap = cannot_read("The account's organisation, on which that turns,", unread)
    evidence = (*finding.evidence, *said(unread))
    return replace(finding, says=f"{finding.says} {gap}", evidence=evidence)


def _turns(documents: Sequence[str], request: Request) -> bool:
    ruling = rule(documents, request)
    undecided = ruling.effect is Effect.UNKNOWN
    return undecided and any(_KEYS.fullmatch(key) for key in ruling.unknown_keys)


def _questions(path: Path, topic: Topic) -> Iterator[_Question]:
    publish = publish_request(path, topic)
    if topic.policy and publish:
        yield [topic.policy], [publish]
    if isinstance(path.key, Key) and not isinstance(path.key.policies, ReadFailed):
        yield path.key.policies, key_requests(path, topic, path.key)
    for subscription in confirmed(path):
        yield from _of_endpoint(path, topic, subscription)


def _of_endpoint(path: Path, topic: Topic, subscription: Subscription) -> Iterator[_Question]:
    target = subscription.target
    if isinstance(target, LambdaFunction) and isinstance(target.policy, str):
        yield [target.policy], delivery_requests(topic, subscription.endpoint, INVOKE, path.now)
    if isinstance(target, Queue):
        asked = delivery_requests(topic, target.arn, "sqs:SendMessage", path.now)
        yield [target.policy or ""], asked
        yield from _of_queue_key(path, topic, target.key)


def _of_queue_key(path: Path, topic: Topic, key: AnyKey | None) -> Iterator[_Question]:
    if isinstance(key, Key) and not isinstance(key.policies, ReadFailed):
        for action in KEY_ACTIONS:
            yield key.policies, delivery_requests(topic, key.arn, action, path.now)
