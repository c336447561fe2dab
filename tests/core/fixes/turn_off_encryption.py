"""turn-off-encryption, for every broken key; it is the last resort."""

from __future__ import annotations

from dataclasses import replace

from bot.core.model.key import PredefinedAlias
from bot.core.model.read import NotFound
from tests.core.build import (
    ACCOUNT,
    DEFAULT,
    KEY,
    REGION,
    ROOT,
    document,
    encrypted,
    key_path,
    key_statement,
    path,
    refused,
)
from tests.core.fixes.case import Case

MANAGED = path(topic=encrypted("alias/aws/sns"), key=PredefinedAlias("alias/aws/sns"))
REGIONAL = {"ArnLike": {"aws:SourceArn": f"arn:aws:budgets:{REGION}:{ACCOUNT}:*"}}
DENY = key_statement(None, effect="Deny", sid="no")

CASES = [
    Case(
        "alias/aws/sns",
        MANAGED,
        ("key.aws-managed",),
        mentions=("SNS.1", "dies again", "gets alias/aws/sns back", "needs no right on a key"),
    ),
    Case("a silent key", key_path(document(ROOT)), ("key.policy-silent",)),
    Case(
        "a near miss",
        key_path(document(ROOT, key_statement(REGIONAL))),
        ("key.policy-near-miss",),
    ),
    Case("a Deny on the key", key_path(document(ROOT, DENY)), ("key.policy-denies",)),
    Case(
        "half of it",
        key_path(document(ROOT, key_statement(action="kms:Decrypt"))),
        ("key.policy-partial",),
    ),
    Case(
        "a statement without effect",
        key_path(document(ROOT, key_statement(resource=None))),
        ("key.statement-without-effect",),
    ),
    Case("a disabled key", key_path(state="Disabled"), ("key.disabled",)),
    Case("a dying key", key_path(state="PendingDeletion"), ("key.pending-deletion",)),
    Case("no material", key_path(state="PendingImport"), ("key.pending-import",)),
    Case("no key store", key_path(state="Unavailable"), ("key.unavailable",)),
    Case("no key", path(topic=encrypted(), key=NotFound(KEY)), ("key.missing",)),
    Case("an asymmetric key", key_path(spec="RSA_2048"), ("key.wrong-spec",)),
    Case("another Region", key_path(region="eu-west-1"), ("key.other-region",)),
    Case(
        "two faults at once",
        key_path(document(ROOT), state="Disabled"),
        ("key.disabled", "key.policy-silent"),
    ),
    Case(
        "the topic policy is silent too",
        replace(MANAGED, topic=encrypted("alias/aws/sns", policy=document(DEFAULT))),
        ("key.aws-managed",),
        mentions=("This alone does not bring the alert back",),
    ),
    Case(
        "not allowed here",
        MANAGED,
        mentions=("ALLOW_UNENCRYPTED",),
        allow_unencrypted=False,
    ),
    Case("no change id", MANAGED, mentions=("no id",), change_id=""),
    Case(
        "a key that cannot be read is no reason",
        path(topic=encrypted(), key=refused("kms:DescribeKey", KEY)),
        mentions=("The topic's key could not be read",),
    ),
    Case("a FIFO topic", replace(MANAGED, topic=encrypted(fifo=True)), mentions=("topic.fifo",)),
    Case("a healthy path", key_path(), mentions=("Nothing",)),
]
