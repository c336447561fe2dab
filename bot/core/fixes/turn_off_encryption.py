"""Turn the topic's encryption off: the last resort, and scanners will report it."""

from __future__ import annotations

import json

from bot.core.fixes._fix import UNREACHABLE_TOPIC, Fix
from bot.core.fixes._plan import PlanTerms, draft, draft_undo
from bot.core.fixes._stale import still_before
from bot.core.fixes._subject import FixSubject
from bot.core.fixes._tags import clean
from bot.core.model.topic import Topic
from bot.core.plan import CannotPlan, Plan, Write
from bot.core.policy.edit import EditError

TAG = "budget-check:unencrypted"
_SET = "sns:SetTopicAttributes"


def plan(subject: FixSubject) -> Plan | CannotPlan:
    """A tag that says why, then KmsMasterKeyId to nothing.

    The typed reason is in the log under the change's id, which the tag names: what a person types
    is not part of what was previewed.
    """
    topic, sender = subject.path.topic, subject.path.sender
    if not isinstance(topic, Topic) or not topic.key_reference:
        return CannotPlan(FIX.id, "The topic is not encrypted.")
    if not subject.change_id:
        return CannotPlan(FIX.id, "The change has no id yet, so the tag cannot name it.")
    why = clean(f"so that {sender.title} can publish - see budget-check change {subject.change_id}")
    tags = json.dumps({TAG: why})
    return draft(
        FIX,
        subject,
        [
            Write("sns:TagResource", topic.arn, "Tags", "", tags),
            Write(_SET, topic.arn, "KmsMasterKeyId", topic.key_reference, ""),
        ],
        PlanTerms(
            impact=(_SUBSCRIBERS, _PUBLISHERS),
            risks=(_SCANNERS,),
            compliance="The topic is not encrypted any more.",
            undo=f"The topic gets {topic.key_reference} back.",
        ),
    )


def undo(done: Plan, subject: FixSubject) -> Plan | CannotPlan:
    """The old key back, and our tag off."""
    topic, old = subject.path.topic, done.writes[-1].before
    if isinstance(topic, Topic) and topic.key_reference == old:
        raise EditError(still_before("the topic's encryption"))
    if not isinstance(topic, Topic) or topic.key_reference:
        raise EditError(
            "The topic is encrypted again already, so nothing is undone. If its tag "
            f"{TAG} is still there, take it off by hand."
        )
    return draft_undo(
        done,
        [
            Write(_SET, topic.arn, "KmsMasterKeyId", "", old),
            Write("sns:UntagResource", topic.arn, "Tags", done.writes[0].after, ""),
        ],
        risks=(_ENCRYPTED_AGAIN,),
        compliance="The topic is encrypted again.",
    )


_PUBLISHERS = (
    "Whoever may publish to the topic today still may, and needs no right on a key any more."
)
_SUBSCRIBERS = "Subscribers notice nothing: the messages stay the same."
_SCANNERS = (
    "Scanners report a topic without encryption, and an automatic repair may encrypt it again: the "
    "alert then dies again. Among them are Security Hub (SNS.1), Checkov (CKV_AWS_26), Trivy and "
    "Prowler."
)
_ENCRYPTED_AGAIN = (
    "Whatever has come to publish since, and has no right on that key, fails without an error; "
    "Amazon RDS and ElastiCache have failed so on encrypted topics."
)

FIX = Fix(
    id="turn-off-encryption",
    act="Turn the topic's encryption off (last resort)",
    label="Turn encryption off",
    clears=frozenset(
        {
            "key.aws-managed",
            "key.policy-silent",
            "key.policy-near-miss",
            "key.policy-denies",
            "key.policy-partial",
            "key.statement-without-effect",
            "key.disabled",
            "key.pending-deletion",
            "key.pending-import",
            "key.unavailable",
            "key.missing",
            "key.wrong-spec",
            "key.other-region",
        }
    ),
    rank=90,
    actions=("sns:SetTopicAttributes", "sns:TagResource", "sns:UntagResource"),
    plan=plan,
    undo=undo,
    blocked_by=UNREACHABLE_TOPIC,
    unencrypts=True,
    needs_reason=True,
)
