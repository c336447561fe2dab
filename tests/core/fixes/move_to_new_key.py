"""move-to-new-key, over the incidents of docs/causes.md."""

from __future__ import annotations

from bot.core.model.key import PredefinedAlias
from bot.core.model.path import Path
from bot.core.model.read import NotFound
from tests.core.build import (
    ACCOUNT,
    DEFAULT,
    KEY,
    NAME,
    OTHER,
    PUBLISHING,
    TOPIC,
    Doc,
    document,
    encrypted,
    grant,
    key_path,
    notification,
    path,
    refused,
    statement,
)
from tests.core.fixes.case import Case

ALIAS = "alias/aws/sns"


def managed(*statements: Doc, **changes: object) -> Path:
    """A topic under alias/aws/sns with these statements beside the default one."""
    policy = document(DEFAULT, *statements, version="2008-10-17")
    return path(topic=encrypted(ALIAS, policy=policy, **changes), key=PredefinedAlias(ALIAS))


EVENTS = statement("events.amazonaws.com", sid="events")
CLOUDWATCH = statement("cloudwatch.amazonaws.com", sid="cloudwatch")
ROLE = statement("autoscaling.amazonaws.com", sid="scaling")
TRAILS = statement("cloudtrail.amazonaws.com", sid="trails")
CONFIG = statement("config.amazonaws.com", sid="config")
STRANGE = statement("strange.amazonaws.com", sid="strange")
NO_SERVICE = statement("delivery.example.com", sid="none")
BUCKET: Doc = statement(
    principal={"AWS": "*"}, condition={"ArnLike": {"aws:SourceArn": "arn:aws:s3:::b"}}, sid="b"
)
FAR = statement(
    "s3.amazonaws.com", sid="far", condition={"StringEquals": {"aws:SourceAccount": [OTHER]}}
)
MANY = [statement(f"s{n}.amazonaws.com", sid=f"s{n}") for n in range(200)]

CASES = [
    Case(
        "hyp3#762: alias/aws/sns",
        managed(PUBLISHING),
        ("key.aws-managed",),
        mentions=(
            "Principals of the account that may publish to the topic can do so with the new key",
            "IAM policies of the account that allow KMS actions on every key",
            "RDS or ElastiCache",
            'statement 1 ("__default_statement_ID") for everybody',
            "USD 1 a month",
            "list price",
            "stays encrypted",
            "The new key stays",
        ),
    ),
    Case(
        "cds-snc#2037, opg-lpa#618: other publishers on the topic",
        managed(PUBLISHING, EVENTS, CLOUDWATCH),
        ("key.aws-managed",),
        mentions=(
            "EventBridge (events.amazonaws.com) gets in",
            "CloudWatch (cloudwatch.amazonaws.com) gets in",
        ),
    ),
    Case(
        "a publisher with an IAM role, one that AWS does not document, one that is none",
        managed(PUBLISHING, ROLE, STRANGE, NO_SERVICE),
        ("key.aws-managed",),
        mentions=(
            "EC2 Auto Scaling (autoscaling.amazonaws.com) publishes with an IAM role of yours",
            "does not document what strange.amazonaws.com brings to KMS",
            "delivery.example.com is no service principal",
        ),
    ),
    Case(
        "one that no key lets in, and one of which no condition on a key is documented",
        managed(PUBLISHING, CONFIG, TRAILS),
        ("key.aws-managed",),
        mentions=(
            "AWS Config (config.amazonaws.com) does not support encrypted topics",
            "cloudtrail.amazonaws.com gets in without a condition",
        ),
        absent=("BudgetCheckAllowConfig",),
    ),
    Case(
        "a publisher that is named by its ARN alone, one of another account",
        managed(PUBLISHING, BUCKET, FAR),
        ("key.aws-managed",),
        mentions=("S3 (s3.amazonaws.com) gets in", f"(s3.amazonaws.com) of account {OTHER} gets"),
    ),
    Case(
        "a publisher of accounts that are told by a pattern alone",
        managed(
            PUBLISHING,
            statement("s3.amazonaws.com", condition={"StringLike": {"aws:SourceAccount": "33*"}}),
        ),
        ("key.aws-managed",),
        mentions=("lets Amazon S3 (s3.amazonaws.com) publish for accounts that it does not name",),
        absent=("BudgetCheckAllowS3",),
    ),
    Case(
        "a publisher by its owner",
        managed(
            PUBLISHING,
            statement(
                "cloudwatch.amazonaws.com",
                condition={"StringEquals": {"AWS:SourceOwner": ACCOUNT}},
            ),
        ),
        ("key.aws-managed",),
        mentions=("Amazon CloudWatch (cloudwatch.amazonaws.com) gets in too",),
    ),
    Case(
        "principals of another account",
        managed(PUBLISHING, statement(principal={"AWS": f"arn:aws:iam::{OTHER}:root"})),
        ("key.aws-managed",),
        mentions=(f"Principals of account {OTHER} get no right on the new key",),
    ),
    Case(
        "the topic policy is silent too: another hop, and it is said",
        managed(EVENTS),
        ("key.aws-managed",),
        mentions=("This alone does not bring the alert back: Nothing in the topic policy",),
    ),
    Case(
        "a key that is gone",
        path(topic=encrypted(), key=NotFound(KEY)),
        ("key.missing",),
    ),
    Case("an asymmetric key", key_path(spec="RSA_2048"), ("key.wrong-spec",)),
    Case("a key of another Region", key_path(region="eu-west-1"), ("key.other-region",)),
    Case("a key whose store is gone", key_path(state="Unavailable"), ("key.unavailable",)),
    Case(
        "a budget whose name SNS would not take",
        path(
            name="コスト",
            topic=encrypted(ALIAS),
            key=PredefinedAlias(ALIAS),
        ),
        ("key.aws-managed",),
    ),
    Case(
        "a key that cannot be read is no reason to move",
        path(topic=encrypted(), key=refused("kms:DescribeKey", KEY)),
        mentions=("cannot be told now. The topic's key could not be read", "kms:DescribeKey"),
    ),
    Case(
        "only a grant is no reason to move",
        key_path(document(DEFAULT), grants=(grant(),)),
        mentions=("Nothing that the check says",),
    ),
    Case(
        "a key of another account that works is no reason to move",
        key_path(account=OTHER),
        mentions=("Nothing that the check says",),
    ),
    Case(
        "the topic policy was not shown",
        path(topic=encrypted(ALIAS, policy=None), key=PredefinedAlias(ALIAS)),
        mentions=("cannot be told from the topic policy",),
    ),
    Case(
        "the topic policy means two things at once",
        path(
            topic=encrypted(ALIAS, policy='{"Statement": [], "Statement": []}'),
            key=PredefinedAlias(ALIAS),
        ),
        mentions=("cannot be told from the topic policy", "twice"),
    ),
    Case(
        "more publishers than a key policy holds",
        managed(PUBLISHING, *MANY),
        mentions=("and KMS takes 32,768",),
    ),
    Case("no change id", managed(PUBLISHING), mentions=("no id",), change_id=""),
    Case("a FIFO topic", managed(PUBLISHING, fifo=True), mentions=("topic.fifo",)),
    Case(
        "a topic of another account",
        path(
            notification=notification(topic=TOPIC.replace(ACCOUNT, OTHER)),
            topic=encrypted(ALIAS),
            key=PredefinedAlias(ALIAS),
        ),
        mentions=("topic.other-account",),
    ),
    Case(
        "a partition in which AWS documents no principal",
        managed(PUBLISHING, partition="aws-cn"),
        mentions=("no encrypted topic here",),
    ),
    Case("a healthy path", key_path(), mentions=("Nothing",)),
    Case("a topic without encryption", path(name=NAME), mentions=("Nothing",)),
]
