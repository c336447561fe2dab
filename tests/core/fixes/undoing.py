"""Paths before and after a plan was carried out, for tests of its undo."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.core.fixes import FixSubject, plan
from bot.core.model.key import Key, PredefinedAlias
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.subscription import SubscriptionAttributes
from bot.core.model.topic import Topic
from bot.core.plan import Plan
from bot.core.simulate import simulate
from bot.core.subscriptions.own import Own
from tests.core.build import (
    DEFAULT,
    FUNCTION,
    PUBLISHING,
    REGION,
    ROOT,
    document,
    encrypted,
    key_path,
    path,
    statement,
    subscription,
    to_chat,
    topic,
    with_subscriptions,
)
from tests.core.build import function as a_function

OURS_ARN = f"{FUNCTION}-of-budget-check"
LETS_IN = a_function(
    document(statement("sns.amazonaws.com", "lambda:InvokeFunction", OURS_ARN)), OURS_ARN
)
OURS = "BudgetCheckAllowBudgets"
MADE = f"arn:aws:kms:{REGION}:111111111111:key/made"
ALIAS = "alias/aws/sns"
EVENTS = statement("events.amazonaws.com", sid="events")
SILENT = key_path(document(ROOT))
CLOSED = path(topic=topic(document(DEFAULT, EVENTS)))
MANAGED = path(
    topic=encrypted(ALIAS, policy=document(DEFAULT, PUBLISHING, EVENTS)),
    key=PredefinedAlias(ALIAS),
)
RAW = with_subscriptions(to_chat(SubscriptionAttributes(raw=True)))
FILTER = with_subscriptions(subscription(attributes=SubscriptionAttributes('{"a": ["b"]}')))


def done(fix: str, found: Path) -> tuple[Plan, Path]:
    """The plan as it was carried out, and the path after it."""
    known = FixSubject(
        found, allow_unencrypted=True, change_id="c-1", ours=Own(OURS_ARN), function=LETS_IN
    )
    made = plan(fix, known)
    assert isinstance(made, Plan), made
    made = made.with_new_key(MADE)
    return made, simulate(found, made)


def on_key(found: Path, text: str) -> Path:
    assert isinstance(found.key, Key)
    return replace(found, key=replace(found.key, policies=(text,)))


def key_text(found: Path) -> str:
    assert isinstance(found.key, Key)
    assert isinstance(found.key.policies, tuple)
    return found.key.policies[0]


def edited(text: str, **changes: object) -> str:
    """The policy with these changes in our statement."""
    policy = json.loads(text)
    for one in policy["Statement"]:
        if one.get("Sid") == OURS:
            one.update(changes)
    return json.dumps(policy)


def changed(found: Path, **changes: object) -> Path:
    assert isinstance(found.topic, Topic)
    return replace(found, topic=replace(found.topic, **changes))  # type: ignore[arg-type]  # any field


def with_attributes(found: Path, attributes: SubscriptionAttributes | ReadFailed) -> Path:
    assert isinstance(found.topic, Topic)
    assert isinstance(found.topic.subscriptions, tuple)
    [one] = found.topic.subscriptions
    return changed(found, subscriptions=(replace(one, attributes=attributes),))
