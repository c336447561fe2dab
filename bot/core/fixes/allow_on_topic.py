"""Add one statement for the sender to the topic policy."""

from __future__ import annotations

from functools import partial

from bot.core.fixes._documents import Preflight, how_undone, with_ours, without_ours
from bot.core.fixes._fix import UNREACHABLE_TOPIC, Fix
from bot.core.fixes._plan import PlanTerms, draft, draft_undo
from bot.core.fixes._several import for_each_sender, undo_each
from bot.core.fixes._statements import sender_on_topic
from bot.core.fixes._subject import FixSubject
from bot.core.model.path import Path
from bot.core.model.topic import Topic
from bot.core.plan import CannotPlan, Plan, Write
from bot.core.policy.edit import preflight_topic
from bot.core.senders import Origin


def plan(subject: FixSubject) -> Plan | CannotPlan:
    """A statement for the sender, and for each other one that is known to be shut out as it is."""
    return for_each_sender(FIX, subject, _plan)


def undo(done: Plan, subject: FixSubject) -> Plan | CannotPlan:
    """The policy as it is now without our statements."""
    return undo_each(done, subject, _undo)


def _plan(subject: FixSubject) -> Plan | CannotPlan:
    """The topic policy with our statement; EditError where the document cannot be edited."""
    edited = edit(subject.path)
    if edited is None:
        return CannotPlan(FIX.id, _NO_POLICY)
    write, statement = edited
    return draft(
        FIX,
        subject,
        [write],
        PlanTerms(
            impact=(_OTHERS,),
            undo=how_undone(write, statement, "topic"),
            statement=statement,
        ),
    )


def edit(path: Path) -> tuple[Write, str] | None:
    """The write, and our statement."""
    topic, sender = path.topic, path.sender
    service = sender.principal(topic.partition) if isinstance(topic, Topic) else None
    if not isinstance(topic, Topic) or topic.policy is None or service is None:
        return None
    origin = Origin(path.account, topic.partition, region=topic.region)
    ours = sender_on_topic(sender, service, topic.arn, origin)
    action = "sns:SetTopicAttributes"
    return with_ours(action, topic.arn, topic.policy, ours, _preflight(topic))


def _undo(done: Plan, subject: FixSubject) -> Plan | CannotPlan:
    """The topic policy as it is now without our statement."""
    topic = subject.path.topic
    if not isinstance(topic, Topic) or topic.policy is None:
        return CannotPlan(FIX.id, _NO_POLICY)
    write = without_ours(done, topic.arn, topic.policy, _preflight(topic))
    return draft_undo(done, [write], risks=(_SHARED.format(subject.path.sender.subject),))


def _preflight(topic: Topic) -> Preflight:
    return partial(preflight_topic, topic=topic.arn)


_NO_POLICY = "The topic policy could not be read, so there is nothing to add a statement to."
_OTHERS = (
    "Every other statement of the topic policy stays as it is, the owner's access with it; "
    "subscriptions are not touched."
)
_SHARED = "Other {}s of this account that publish to the topic by our statement then cannot."

FIX = Fix(
    id="allow-on-topic",
    act="Let {sender} publish: add a statement to the topic policy",
    label="Let {sender} publish",
    clears=frozenset(
        {
            "topic.policy-silent",
            "topic.policy-near-miss",
            "topic.policy-undecidable",
            "topic.organization-unproven",
            "topic.everyone-unproven",
            "topic.policy-ends",
        }
    ),
    rank=10,
    actions=("sns:SetTopicAttributes",),
    plan=plan,
    undo=undo,
    blocked_by=UNREACHABLE_TOPIC,
    edit=edit,
)
