"""Reports, plans and drafts of tickets."""

from __future__ import annotations

import json

from bot.core import fixes
from bot.core.findings import Report
from bot.core.model.budget import Notification
from bot.core.model.key import PredefinedAlias
from bot.core.model.path import Facts, Path
from bot.core.model.read import ReadFailed
from bot.core.owners import Owner
from bot.core.plan import NEW_KEY, CannotPlan, Plan, Write
from bot.core.report import judge
from bot.core.tickets import Draft, draft
from tests.core import build
from tests.core.once import once

THREAD = "https://example.slack.com/archives/C0123456789/p1774008000000100"
SILENT = build.encrypted_facts(build.key(build.document(build.ROOT)))
AWS_KEY = build.encrypted_facts(PredefinedAlias("alias/aws/sns"))
STACK = Owner(build.TOPIC, "CloudFormation", "cost-alerts")


ALLOW = Plan(
    fix="allow-on-key",
    title="Add the statement to the key policy",
    account=build.ACCOUNT,
    budget=build.NAME,
    topic=build.TOPIC,
    resource=build.KEY,
    writes=(
        Write(
            "kms:PutKeyPolicy",
            build.KEY,
            "Policy",
            build.document(build.ROOT),
            build.document(build.ROOT, build.key_statement()),
        ),
    ),
    clears=("key.policy-silent",),
    impact=("Every other statement stays as it is.",),
    cost="Nothing.",
    compliance="The topic stays encrypted.",
    undo="Our statement comes out again.",
    undoable=True,
    statement=json.dumps(build.key_statement()),
)
MOVE = Plan(
    fix="move-to-new-key",
    title="Move the topic to a new key",
    account=build.ACCOUNT,
    budget=build.NAME,
    topic=build.TOPIC,
    resource=build.TOPIC,
    writes=(
        Write("kms:CreateKey", NEW_KEY, "Policy", "", ALLOW.writes[0].after),
        Write("sns:SetTopicAttributes", build.TOPIC, "KmsMasterKeyId", "alias/aws/sns", NEW_KEY),
    ),
    clears=("key.aws-managed",),
    impact=("Amazon EventBridge is still served.",),
    cost="About USD 1 a month.",
    compliance="The topic stays encrypted.",
    undo="The topic gets alias/aws/sns back; the new key stays.",
    undoable=True,
    statement=ALLOW.statement,
)


def allow_on_key(*owners: Owner) -> Draft:
    """A statement is missing in the key policy."""
    return draft(judge(SILENT), ALLOW, owners=owners, thread=THREAD)


def move_to_new_key() -> Draft:
    """The topic has AWS's own key; no thread, for a message that is gone."""
    return draft(judge(AWS_KEY), MOVE)


@once
def subject_plan(path: Path, fix: str) -> Plan | CannotPlan:
    """The fix worked out for this path, or why it cannot be."""
    return fixes.plan(fix, fixes.FixSubject(path, change_id="chg-1", allow_unencrypted=True))


def facts_of(path: Path) -> Facts:
    """What was read of a budget with this one path."""
    notification = path.notification
    address = notification.topic if isinstance(notification, Notification) else None
    notifications: tuple[Notification, ...] | ReadFailed = ()
    if notification is not None:
        notifications = notification if isinstance(notification, ReadFailed) else (notification,)
    return Facts(
        account=path.account,
        name=path.name,
        now=path.now,
        budget=path.budget,
        notifications=notifications,
        topics={address: path.topic} if address and path.topic is not None else {},
        keys={address: path.key} if address and path.key is not None else {},
        chats=path.chats,
        names=path.names,
    )


@once
def report_of(path: Path) -> Report:
    """The path's report."""
    return judge(facts_of(path), allow_unencrypted=True)
