"""Add one statement for the sender to the customer managed key's policy (the "CMK grant")."""

from __future__ import annotations

from bot.core.fixes._documents import how_undone, with_ours, without_ours
from bot.core.fixes._fix import UNREACHABLE_TOPIC, UNUSABLE_KEY, Fix
from bot.core.fixes._plan import (
    STILL_ENCRYPTED,
    SUBSCRIBERS_UNTOUCHED,
    PlanTerms,
    draft,
    draft_undo,
)
from bot.core.fixes._several import for_each_sender, undo_each
from bot.core.fixes._statements import sender_on_key
from bot.core.fixes._subject import FixSubject
from bot.core.model.key import Key
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.topic import Topic
from bot.core.plan import CannotPlan, Plan, Write
from bot.core.policy.edit import preflight_key


def plan(subject: FixSubject) -> Plan | CannotPlan:
    """A statement for the sender, and for each other one that is known to be shut out as it is."""
    return for_each_sender(FIX, subject, _plan)


def undo(done: Plan, subject: FixSubject) -> Plan | CannotPlan:
    """The policy as it is now without our statements."""
    return undo_each(done, subject, _undo)


def _plan(subject: FixSubject) -> Plan | CannotPlan:
    """The key policy with our statement; EditError where the document cannot be edited."""
    edited = edit(subject.path)
    if edited is None:
        return CannotPlan(FIX.id, _NO_POLICY)
    write, statement = edited
    return draft(
        FIX,
        subject,
        [write],
        PlanTerms(
            impact=(SUBSCRIBERS_UNTOUCHED, _OTHERS),
            effect=_SLOW,
            cost="Nothing new: the key is there already.",
            compliance=STILL_ENCRYPTED,
            undo=how_undone(write, statement, "key"),
            statement=statement,
        ),
    )


def edit(path: Path) -> tuple[Write, str] | None:
    """The write, and our statement."""
    found, sender = _policy(path), path.sender
    service = sender.principal(path.topic.partition) if isinstance(path.topic, Topic) else None
    if found is None or service is None:
        return None
    key, text = found
    ours = sender_on_key(sender, service, path.account)
    return with_ours("kms:PutKeyPolicy", key.arn, text, ours, preflight_key)


def _undo(done: Plan, subject: FixSubject) -> Plan | CannotPlan:
    """The key policy as it is now without our statement."""
    found = _policy(subject.path)
    if found is None:
        return CannotPlan(FIX.id, _NO_POLICY)
    key, text = found
    write = without_ours(done, key.arn, text, preflight_key)
    risks = (_SHARED.format(subject.path.sender.title),)
    return draft_undo(done, [write], risks=risks, compliance=STILL_ENCRYPTED)


def _policy(path: Path) -> tuple[Key, str] | None:
    """The key of the topic's own account and its key policy (not the one that RAM adds)."""
    key, topic = path.key, path.topic
    if not isinstance(key, Key) or not isinstance(topic, Topic):
        return None
    if key.manager == "AWS" or key.account != topic.account:
        return None
    if isinstance(key.policies, ReadFailed) or not key.policies:
        return None
    return key, key.policies[0]


_NO_POLICY = (
    "There is no key policy here that budget-check could edit: the key is not a customer managed "
    "key of this account, or its policy could not be read."
)
_OTHERS = (
    "Every other statement of the key policy stays as it is; whoever uses the key today, for this "
    "topic or for anything else, still can."
)
_SHARED = (
    "Whatever else relies on our statement loses it too: {} may then be unable to publish "
    "to other topics that are encrypted with this key."
)
_SLOW = "It may take some minutes to take effect: KMS and SNS both keep what they knew for a while."

FIX = Fix(
    id="allow-on-key",
    act="Let {sender} use the key: add a statement to the key policy",
    label="Let {sender} use the key",
    clears=frozenset(
        {
            "key.policy-silent",
            "key.policy-near-miss",
            "key.policy-partial",
            "key.statement-without-effect",
            "key.source-arn-unproven",
            "key.organization-unproven",
            "key.everyone-unproven",
            "key.condition-unproven",
            "key.policy-ends",
            "key.grant-only",
            "key.policy-undecidable",
            "key.unreadable",
        }
    ),
    rank=20,
    actions=("kms:PutKeyPolicy",),
    plan=plan,
    undo=undo,
    blocked_by=UNREACHABLE_TOPIC | UNUSABLE_KEY | {"key.policy-denies"},
    edit=edit,
)
