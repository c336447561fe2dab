from bot.core.model.endpoint import Queue
from bot.core.model.key import AnyKey, PredefinedAlias
from bot.core.model.read import NotFound
from tests.core.build import (
    ACCOUNT,
    ACCOUNT_ONLY,
    KEY,
    OTHER,
    QUEUE,
    REGION,
    ROOT,
    TOPIC,
    Doc,
    document,
    grant,
    key,
    key_statement,
    path,
    queue_policy,
    refused,
    subscription,
    to_queue,
    with_subscriptions,
)
from tests.core.checks.case import Case

REFUSES = ("endpoint.queue-key BROKEN",)
UNCLEAR = ("endpoint.policy-undecidable UNKNOWN",)
UNREAD = ("endpoint.unreadable UNKNOWN",)
UNPROVEN = ("endpoint.queue-key-unproven AT_RISK",)
PRINCIPAL = ("endpoint.opt-in-principal BROKEN",)
USUAL, CAPE = "sns.amazonaws.com", "af-south-1"
IN_THE_CAPE = f"sns.{CAPE}.amazonaws.com"
KEY_IN_THE_CAPE = KEY.replace(REGION, CAPE)
OTHERS_KEY = KEY.replace(ACCOUNT, OTHER)


def for_sns(
    condition: object = None,
    service: str = USUAL,
    effect: str = "Allow",
    action: object = ("kms:GenerateDataKey*", "kms:Decrypt"),
) -> Doc:
    return key_statement(condition, service=service, effect=effect, action=action)


LETS_SNS = document(ROOT, for_sns())


def into_the_cape(title: str, service: str, expected: tuple[str, ...], *mentions: str) -> Case:
    """A topic of a Region that everybody has, and a queue in one that has to be switched on."""
    policy = queue_policy().replace(USUAL, IN_THE_CAPE).replace(QUEUE, QUEUE.replace(REGION, CAPE))
    found = key(document(for_sns(service=service)), arn=KEY_IN_THE_CAPE, region=CAPE)
    queue = Queue(QUEUE.replace(REGION, CAPE), policy, KEY_IN_THE_CAPE, found)
    return Case(
        title, with_subscriptions(subscription("sqs", queue.arn, queue)), expected, mentions
    )


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
        "alias/aws/sqs (docs/causes.md E3)",
        PredefinedAlias("alias/aws/sqs"),
        REFUSES,
        "alias/aws/sqs",
        reference="alias/aws/sqs",
    ),
    case("an AWS managed key by its id", key(manager="AWS"), REFUSES),
    case("deleted", NotFound(KEY), REFUSES, "no such key"),
    case("disabled", key(LETS_SNS, state="Disabled"), REFUSES, "Disabled"),
    case(
        "SNS is not let in",
        key(document(ROOT)),
        REFUSES,
        "does not let SNS call kms:GenerateDataKey for this topic (no statement allows it)",
        "that leaves the decision to the account's IAM policies",
    ),
    into_the_cape("an opt-in Region's key, its own principal", IN_THE_CAPE, ()),
    into_the_cape(
        "an opt-in Region's key, the usual principal (aws-cdk#37890)",
        USUAL,
        PRINCIPAL,
        f"SNS calls as {IN_THE_CAPE}",
    ),
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
        "CDK's own: the topic as source, which AWS does not document on that call (aws-cdk#20339)",
        key(document(ROOT, for_sns({"ArnEquals": {"aws:SourceArn": TOPIC}}))),
        UNPROVEN,
        "CDK writes such keys by default, but AWS does not document",
    ),
    case(
        "the topic's account with it",
        key(
            document(
                for_sns(
                    {
                        "ArnEquals": {"aws:SourceArn": TOPIC},
                        "StringEquals": {"aws:SourceAccount": ACCOUNT},
                    }
                )
            )
        ),
        UNPROVEN,
    ),
    case("the topic's account alone", key(document(for_sns(ACCOUNT_ONLY))), UNPROVEN),
    case(
        "one of the two calls without it",
        key(
            document(
                for_sns(action="kms:Decrypt"),
                for_sns({"ArnLike": {"aws:SourceArn": TOPIC}}, action="kms:GenerateDataKey*"),
            )
        ),
        UNPROVEN,
    ),
    case(
        "CDK's beside one for SNS without a condition",
        key(document(for_sns(), for_sns({"ArnEquals": {"aws:SourceArn": TOPIC}}))),
    ),
    case(
        "another topic as source",
        key(document(ROOT, for_sns({"ArnEquals": {"aws:SourceArn": f"{TOPIC}-other"}}))),
        REFUSES,
        "dev_cost_alert_topic-other",
        f"Allow sns.amazonaws.com kms:GenerateDataKey and kms:Decrypt on {KEY}",
    ),
    case(
        "another account as source",
        key(document(ROOT, for_sns({"StringEquals": {"aws:SourceAccount": OTHER}}))),
        REFUSES,
        f'for aws:SourceAccount "{OTHER}"; the request carries {ACCOUNT}',
    ),
    case(
        "something that is documented nowhere",
        key(document(for_sns({"StringEquals": {"aws:SourceOrgID": "o-1"}}))),
        UNCLEAR,
        "aws:SourceOrgID",
    ),
    case(
        "a Deny",
        key(document(for_sns(), for_sns(effect="Deny"))),
        REFUSES,
        'statement 2 ("AllowBudgets") denies it, and a Deny wins',
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
        "another account's, which answers like none",
        NotFound(OTHERS_KEY),
        UNCLEAR,
        OTHER,
        reference=OTHERS_KEY,
        unread=True,
    ),
    case(
        "another account's, refused",
        refused("kms:DescribeKey", OTHERS_KEY),
        UNCLEAR,
        OTHER,
        reference=OTHERS_KEY,
        unread=True,
    ),
    case(
        "another account's, disabled for all to see", key(account=OTHER, state="Disabled"), REFUSES
    ),
    Case(
        "an alias of another account's queue, which answers like none",
        with_subscriptions(
            subscription(
                "sqs",
                QUEUE.replace(ACCOUNT, OTHER),
                Queue(QUEUE.replace(ACCOUNT, OTHER), None, "alias/q", NotFound("alias/q")),
            )
        ),
        UNCLEAR,
        (OTHER,),
        unread=True,
    ),
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
