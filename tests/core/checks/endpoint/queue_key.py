from bot.core.model import Absent, AnyKey, PredefinedAlias
from tests.core.build import (
    KEY,
    OTHER,
    ROOT,
    TOPIC,
    document,
    grant,
    key,
    key_statement,
    path,
    queue_policy,
    refused,
    to_queue,
    with_subscriptions,
)
from tests.core.checks.case import Case

REFUSES = ("endpoint.queue-key BROKEN",)
UNCLEAR = ("endpoint.policy-undecidable UNKNOWN",)
UNREAD = ("endpoint.unreadable UNKNOWN",)
LETS_SNS = document(ROOT, key_statement(None, service="sns.amazonaws.com"))


def case(
    title: str,
    found: AnyKey | None,
    expected: tuple[str, ...] = (),
    *mentions: str,
    reference: str = KEY,
    unread: bool = False,
) -> Case:
    made = with_subscriptions(to_queue(queue_policy(), reference, found))
    return Case(title, made, expected, mentions, unread)


CASES = [
    Case("no queue", path()),
    Case("a queue without a key of its own", with_subscriptions(to_queue())),
    case("it lets SNS in", key(LETS_SNS)),
    case(
        "alias/aws/sqs (CAUSES E3)",
        PredefinedAlias("alias/aws/sqs"),
        REFUSES,
        "alias/aws/sqs",
        reference="alias/aws/sqs",
    ),
    case("an AWS managed key by its id", key(manager="AWS"), REFUSES),
    case("deleted", Absent(KEY), REFUSES, "no such key"),
    case("disabled", key(LETS_SNS, state="Disabled"), REFUSES, "Disabled"),
    case("SNS is not let in", key(document(ROOT)), REFUSES, "kms:GenerateDataKey"),
    case(
        "Decrypt is missing",
        key(
            document(
                key_statement(None, action="kms:GenerateDataKey*", service="sns.amazonaws.com")
            )
        ),
        REFUSES,
        "kms:Decrypt",
    ),
    case(
        "a source is tested, which AWS does not document on that call",
        key(
            document(
                key_statement({"ArnLike": {"aws:SourceArn": TOPIC}}, service="sns.amazonaws.com")
            )
        ),
        UNCLEAR,
        "turns on aws:SourceArn, and budget-check cannot know what the request carries there.",
    ),
    case(
        "a source that can never be right",
        key(
            document(
                key_statement(
                    {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::b"}}, service="sns.amazonaws.com"
                )
            )
        ),
        REFUSES,
    ),
    case(
        "a grant may stand in",
        key(document(ROOT), grants=(grant(service="sns.amazonaws.com"),)),
        UNCLEAR,
        "and a grant may",
    ),
    case("another service's grant", key(document(ROOT), grants=(grant(),)), REFUSES),
    case(
        "the grants are unread",
        key(document(ROOT), grants=refused("kms:ListGrants")),
        UNREAD,
        "AWS refused kms:ListGrants",
        unread=True,
    ),
    case("another account's", key(account=OTHER, policies=refused()), UNCLEAR, OTHER, unread=True),
    case(
        "the key is unread", refused("kms:DescribeKey", KEY), UNREAD, "kms:DescribeKey", unread=True
    ),
    case(
        "the policy is unread",
        key(policies=refused("kms:GetKeyPolicy")),
        UNREAD,
        "kms:GetKeyPolicy",
        unread=True,
    ),
    case("never asked for", None, UNREAD, unread=True),
]
