"""Create a customer managed key that serves whom the topic served, and move the topic to it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from bot.core.checks._role import uses_keys
from bot.core.fixes._fix import UNREACHABLE_TOPIC, Fix
from bot.core.fixes._new_key import new_key
from bot.core.fixes._plan import (
    KEY_COST,
    KEY_PRICE,
    SUBSCRIBERS_UNTOUCHED,
    PlanTerms,
    draft,
    draft_undo,
)
from bot.core.fixes._stale import still_before
from bot.core.fixes._statements import Statement, sender_on_key
from bot.core.fixes._subject import FixSubject
from bot.core.fixes._tags import CHANGE, alias, clean
from bot.core.model.key import Key
from bot.core.model.read import ReadFailed
from bot.core.model.topic import Topic
from bot.core.model.topic_facts import OtherSenders
from bot.core.plan import NEW_KEY, CannotPlan, Plan, Write
from bot.core.policy.edit import EditError, preflight_key
from bot.core.policy.publishers import Publishers, publishers
from bot.core.texts.words import listed

_SET = "sns:SetTopicAttributes"


def plan(subject: FixSubject) -> Plan | CannotPlan:
    """The new key with its policy, tags, rotation and alias; then its ARN on the topic.

    EditError where the key's policy would be too large.
    """
    path, topic, sender = subject.path, subject.path.topic, subject.path.sender
    service = sender.principal(topic.partition) if isinstance(topic, Topic) else None
    if not isinstance(topic, Topic) or service is None or not topic.key_reference:
        return CannotPlan(FIX.id, "There is no encrypted topic here that could be moved.")
    if not subject.change_id:
        return CannotPlan(FIX.id, "The change has no id yet, so a new key could not be told apart.")
    found = publishers(topic, path.now)
    if found.problem:
        return CannotPlan(FIX.id, f"{_NOT_READ} {found.problem}")
    ours = sender_on_key(sender, service, path.account)
    configured = tuple(_configured(subject, found, service))
    made = new_key(topic, service, ours, found, configured)
    frail = _frail(subject.senders)
    preflight_key(made.policy)
    terms = PlanTerms(
        impact=(SUBSCRIBERS_UNTOUCHED, *made.impact),
        risks=(*made.risks, *(_FRAIL_RISK.format(who=who) for who in frail)),
        touched=(*made.touched, *(f"{who} (if they publish here)" for who in frail)),
        effect=_SLOW,
        cost=KEY_COST,
        price=KEY_PRICE,
        compliance="The topic stays encrypted, from then on with a customer managed key.",
        undo=f"The topic gets {topic.key_reference} back. {_KEY_STAYS}",
        statement=json.dumps(ours, indent=2),
    )
    return draft(FIX, subject, _writes(topic, made.policy, subject.change_id), terms)


def _configured(subject: FixSubject, found: Publishers, service: str) -> Iterator[Statement]:
    """For each sender that is configured to publish and that the topic's policy does not name."""
    served = {service, *(one.service for one in found.services)}
    for path in subject.others:
        other = path.sender.principal(path.topic.partition) if isinstance(path.topic, Topic) else ""
        if other and other not in served and uses_keys(path):
            served.add(other)
            yield sender_on_key(path.sender, other, path.account)


def _frail(senders: OtherSenders | None) -> tuple[str, ...]:
    """Who is known to fail on encrypted topics, where nobody has looked whether it publishes."""
    unseen = [name for id, name in _FRAIL if not (senders and senders.was_read(id))]
    return (f"Amazon {listed(unseen, 'or')}",) if unseen else ()


def _writes(topic: Topic, policy: str, change: str) -> list[Write]:
    """The topic comes last: until then nothing that exists has changed."""
    name = topic.arn.rpartition(":")[2]
    tags = ((CHANGE, clean(change)), ("budget-check:topic", clean(name)))
    return [
        Write("kms:CreateKey", NEW_KEY, "Policy", "", policy, tags),
        Write("kms:EnableKeyRotation", NEW_KEY, "KeyRotationEnabled", "false", "true"),
        Write("kms:CreateAlias", NEW_KEY, "AliasName", "", alias(name, change)),
        Write(_SET, topic.arn, "KmsMasterKeyId", topic.key_reference or "", NEW_KEY),
    ]


def undo(done: Plan, subject: FixSubject) -> Plan | CannotPlan:
    """The topic back to the key that it had; the new key stays."""
    topic, moved = subject.path.topic, done.writes[-1]
    if NEW_KEY in moved.after:
        return CannotPlan(FIX.id, "Which key was made is not recorded, so nothing is undone.")
    if not isinstance(topic, Topic) or not _ours(topic.key_reference, subject.path.key, moved):
        raise EditError(_why_other(topic, subject.path.key, moved))
    return draft_undo(
        done,
        [Write(_SET, topic.arn, "KmsMasterKeyId", topic.key_reference or "", moved.before)],
        risks=(_BACK, _KEY_STAYS),
        compliance="The topic stays encrypted.",
    )


def _ours(reference: str | None, key: object, moved: Write) -> bool:
    """True while the topic's key is the one that was made, by whatever name."""
    if not reference:
        return False
    return reference == moved.after or (isinstance(key, Key) and key.arn == moved.after)


def _why_other(topic: object, key: object, moved: Write) -> str:
    reference = topic.key_reference if isinstance(topic, Topic) else None
    if (reference or "") == moved.before:
        return still_before("the topic's key")
    if reference and isinstance(key, ReadFailed):
        return (
            f"The topic's key {reference} could not be read, so whether it is the one that was "
            "made is not known. Nothing is undone; check again."
        )
    return (
        f"The topic's key is no longer {moved.after}: somebody changed it since. Nothing is undone."
    )


_FRAIL = (("rds-events", "RDS"), ("elasticache", "ElastiCache"))
_FRAIL_RISK = (
    "If {who} publish here: they have failed without an error on encrypted topics. Watch them "
    "after the move."
)
_NOT_READ = (
    "Whom a new key has to serve cannot be told from the topic policy, and a topic is not moved on "
    "that."
)
_KEY_STAYS = (
    "The new key stays, and is charged for: budget-check never deletes a key. Delete it yourself "
    "once nothing uses it."
)
_BACK = "Whatever has come to rely on the new key loses it; the alert is lost as before the move."
_SLOW = "SNS may use the old key for up to 5 minutes more."

FIX = Fix(
    id="move-to-new-key",
    act="Move the topic to a new customer managed key",
    label="Use a new key (USD 1/month)",
    clears=frozenset(
        {
            "key.aws-managed",
            "key.missing",
            "key.wrong-spec",
            "key.other-region",
            "key.unavailable",
        }
    ),
    rank=40,
    actions=(
        "kms:CreateKey",
        "kms:TagResource",
        "kms:EnableKeyRotation",
        "kms:CreateAlias",
        "sns:SetTopicAttributes",
    ),
    plan=plan,
    undo=undo,
    blocked_by=UNREACHABLE_TOPIC,
)
