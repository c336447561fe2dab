"""A path as it would be after a plan, and what the checks then say of it.

The same judgement serves twice: before a plan is shown, over what it would leave, and after the
write, over what was read back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache

from bot.core.checks import all_checks
from bot.core.findings import Finding, Status
from bot.core.model.endpoint import FunctionState, LambdaFunction
from bot.core.model.key import AnyKey, Key, PredefinedAlias
from bot.core.model.path import Path
from bot.core.model.read import Cause, ReadFailed
from bot.core.model.subscription import Subscription, SubscriptionAttributes
from bot.core.model.topic import Topic
from bot.core.plan import NEW_KEY, Plan, Write
from bot.core.subscriptions.delivery import INVOKE, delivery_requests
from bot.core.subscriptions.verdict import subscription_verdict

Finds = frozenset[tuple[str, str | None]]
"""Findings by what tells them apart before and after a change: code, and subscription."""

_FAULTY = (Status.BROKEN, Status.UNKNOWN)


def judged(path: Path) -> tuple[Finding, ...]:
    """Every finding of the path, subscriptions taken as alternatives."""
    return subscription_verdict(
        path, (f for check in all_checks() for f in check.run(path))
    ).findings


def codes_of(findings: tuple[Finding, ...]) -> frozenset[str]:
    """The codes of those that are not OK."""
    return frozenset(f.code for f in findings if f.status is not Status.OK)


def faults(findings: tuple[Finding, ...]) -> Finds:
    """Those that are BROKEN or UNKNOWN."""
    return frozenset((f.code, f.via) for f in findings if f.status in _FAULTY)


def simulate(path: Path, plan: Plan) -> Path:
    """The path with the plan's writes applied, in their order. What was not read stays so."""
    return written(path, plan.writes)


def written(path: Path, writes: Iterable[Write]) -> Path:
    """The path with these writes applied, in their order."""
    made: dict[str, Key] = {}
    for write in writes:
        path = _applied(path, write, made)
        if path.subject is not None:
            # What the sender kept of an attempt before it says nothing of the next one.
            path = replace(path, changed=path.now)
    return path


def foreseen(path: Path, plan: Plan) -> Finds:
    """What may be BROKEN or UNKNOWN on the path once the plan is carried out.

    An undo that gives a topic back a key that nobody has read now may leave it broken in whatever
    way that key is: then every fault of the key hop counts as foreseen.
    """
    after = simulate(path, plan)
    found = faults(judged(after))
    return (
        found | _every_key_fault()
        if isinstance(after.key, ReadFailed) and not plan.clears
        else found
    )


@cache
def _every_key_fault() -> Finds:
    declared = ((code, status) for check in all_checks() for code, status in check.codes.items())
    return frozenset(
        (code, None) for code, status in declared if code.startswith("key.") and status in _FAULTY
    )


def _applied(path: Path, write: Write, made: dict[str, Key]) -> Path:
    topic, key = path.topic, path.key
    if write.action == "kms:CreateKey" and isinstance(topic, Topic):
        made[write.resource] = _new_key(topic, write)
    elif isinstance(key, Key) and write.resource == key.arn:
        return replace(path, key=_on_key(key, write))
    elif isinstance(topic, Topic) and write.resource == topic.arn:
        return _on_topic(path, topic, write, made)
    elif write.action == "sns:SetSubscriptionAttributes" and isinstance(topic, Topic):
        return replace(path, topic=_on_subscription(topic, write))
    elif write.action == "sns:Unsubscribe" and isinstance(topic, Topic):
        return replace(path, topic=_unsubscribed(topic, write.resource))
    return path


def _new_key(topic: Topic, write: Write) -> Key:
    arn = write.resource
    if NEW_KEY in arn:
        arn = f"arn:{topic.partition}:kms:{topic.region}:{topic.account}:key/new"
    return Key(arn, arn, topic.account, topic.region, policies=(write.after,))


def _on_key(key: Key, write: Write) -> Key:
    if write.attribute == "Policy" and not isinstance(key.policies, ReadFailed):
        return replace(key, policies=(write.after, *key.policies[1:]))
    if write.attribute == "KeyState":
        return replace(key, state=write.after, deletion_date=None)
    return key


def _on_topic(path: Path, topic: Topic, write: Write, made: Mapping[str, Key]) -> Path:
    if write.attribute == "Policy":
        return replace(path, topic=replace(topic, policy=write.after))
    if write.attribute == "KmsMasterKeyId":
        changed = replace(topic, key_reference=write.after or None)
        return replace(path, topic=changed, key=_key_behind(path.key, write.after, made))
    if write.attribute == "Subscription" and write.leaves_a_trace:
        return replace(path, topic=_subscribed(topic, write.after, path.now))
    return path


def _key_behind(now: AnyKey | None, reference: str, made: Mapping[str, Key]) -> AnyKey | None:
    if not reference:
        return None
    if reference in made:
        return made[reference]
    if "alias/aws/" in reference:
        return PredefinedAlias(reference)
    if isinstance(now, Key) and reference in (now.arn, now.reference):
        return now
    return ReadFailed("kms:DescribeKey", reference, Cause.FAILED, "It is read after the change.")


_ATTRIBUTES: Mapping[str, Callable[[SubscriptionAttributes, str], SubscriptionAttributes]] = {
    "RawMessageDelivery": lambda now, text: replace(now, raw=text.lower() == "true"),
    "FilterPolicy": lambda now, text: replace(now, filter_policy=text or None),
}


def _on_subscription(topic: Topic, write: Write) -> Topic:
    if isinstance(topic.subscriptions, ReadFailed) or write.attribute not in _ATTRIBUTES:
        return topic

    def changed(one: Subscription) -> Subscription:
        if one.arn != write.resource or isinstance(one.attributes, ReadFailed):
            return one
        attributes = _ATTRIBUTES[write.attribute](one.attributes, write.after)
        return replace(one, attributes=attributes)

    return replace(topic, subscriptions=tuple(changed(one) for one in topic.subscriptions))


def _subscribed(topic: Topic, text: str, now: datetime) -> Topic:
    """With a function subscribed. It is taken to let SNS in: a plan is made only where it does."""
    if isinstance(topic.subscriptions, ReadFailed):
        return topic
    said = json.loads(text)
    endpoint = said["Endpoint"]
    statement = {
        "Effect": "Allow",
        "Principal": {
            "Service": [one.service for one in delivery_requests(topic, endpoint, INVOKE, now)]
        },
        "Action": INVOKE,
        "Resource": endpoint,
    }
    policy = json.dumps({"Statement": [statement]})
    function = LambdaFunction(endpoint, policy, FunctionState("Active"), None)
    made = Subscription(f"{topic.arn}:new", said["Protocol"], endpoint, target=function)
    return replace(topic, subscriptions=(*topic.subscriptions, made))


def _unsubscribed(topic: Topic, arn: str) -> Topic:
    if isinstance(topic.subscriptions, ReadFailed):
        return topic
    return replace(topic, subscriptions=tuple(s for s in topic.subscriptions if s.arn != arn))
