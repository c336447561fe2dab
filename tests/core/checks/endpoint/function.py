import json
from dataclasses import replace

from bot.core.model.endpoint import Target
from bot.core.model.path import Path
from bot.core.model.read import Cause, NotFound, ReadFailed
from tests.core.build import (
    ACCOUNT,
    FUNCTION,
    OTHER,
    REGION,
    TOPIC,
    document,
    function,
    lambda_policy,
    path,
    refused,
    statement,
    subscription,
    to_function,
    topic,
    with_subscriptions,
)
from tests.core.checks.case import Case

REFUSES = ("endpoint.lambda-policy BROKEN",)
UNREAD = refused("lambda:GetPolicy", FUNCTION)
GONE = subscription("lambda", FUNCTION, NotFound(FUNCTION))
PRINCIPAL = ("endpoint.opt-in-principal BROKEN",)
UNREADABLE = ("endpoint.unreadable UNKNOWN",)
UNCLEAR = ("endpoint.policy-undecidable UNKNOWN",)
MILAN, CAPE = "eu-south-1", "af-south-1"
USUAL = "sns.amazonaws.com"
LIVE = f"{FUNCTION}:live"
RELAY = FUNCTION.replace(ACCOUNT, OTHER)
REMOVE = ("Remove the subscription",)


def between(
    title: str,
    here: str,
    there: str,
    principals: tuple[str, ...],
    expected: tuple[str, ...] = (),
    *mentions: str,
) -> Case:
    """A topic in one Region and a function in another, whose policy lets these principals in."""
    arn, source = FUNCTION.replace(REGION, there), TOPIC.replace(REGION, here)
    condition = {"ArnLike": {"AWS:SourceArn": source}}
    policy = document(
        *(statement(one, "lambda:InvokeFunction", arn, condition) for one in principals)
    )
    to = subscription("lambda", arn, function(policy, arn))
    made = path(topic=topic(arn=source, region=here, subscriptions=(to,)))
    return Case(title, made, expected, mentions)


def at(arn: str, target: Target | None) -> Path:
    """A subscription of a function under this ARN."""
    return with_subscriptions(subscription("lambda", arn, target))


def policy_of(arn: str) -> str:
    return lambda_policy().replace(FUNCTION, arn)


def another_accounts(title: str, target: Target, *mentions: str) -> Case:
    says = (f"another account's ({OTHER})", "Ask its owner", TOPIC, *mentions)
    return Case(title, at(RELAY, target), UNREADABLE, says, never=REMOVE, unread=True)


BUCKETS = statement(
    "s3.amazonaws.com",
    "lambda:InvokeFunction",
    FUNCTION,
    {"ArnLike": {"AWS:SourceArn": "arn:aws:s3:::reports"}},
)
SNS_MAY = json.loads(lambda_policy())["Statement"]
PERIMETER = statement(
    principal="*",
    action="*",
    resource="*",
    condition={"StringNotEquals": {"aws:SourceVpce": "vpce-1a2b"}},
    effect="Deny",
    sid="perimeter",
)

WITH_ACCOUNT = document(
    statement(
        "sns.amazonaws.com",
        "lambda:InvokeFunction",
        FUNCTION,
        {
            "StringEquals": {"AWS:SourceAccount": ACCOUNT},
            "ArnLike": {"AWS:SourceArn": f"arn:aws:sns:*:{ACCOUNT}:*"},
        },
    )
)

CASES = [
    Case("no function", path()),
    Case("SNS may invoke it", with_subscriptions(to_function())),
    Case(
        "deleted (docs/causes.md E1)",
        with_subscriptions(GONE),
        ("endpoint.lambda-missing BROKEN",),
        ("does not exist",),
    ),
    Case(
        "an alias of it is deleted",
        at(LIVE, NotFound(LIVE)),
        ("endpoint.lambda-missing BROKEN",),
        ("its version or alias live, does not exist",),
    ),
    Case(
        "no policy (docs/causes.md E1), for the permission was given to an alias",
        with_subscriptions(to_function(None)),
        REFUSES,
        (
            "no statement allows it",
            "A permission of an alias or a version does not count for the bare function.",
            f"aws lambda add-permission --region={REGION} --function-name={FUNCTION} ",
            f"--principal=sns.amazonaws.com --source-arn={TOPIC}",
        ),
    ),
    Case(
        "the alias's permission shows in the bare function's policy",
        with_subscriptions(to_function(policy_of(LIVE))),
        REFUSES,
        (
            f"is about {LIVE}",
            "A permission of an alias or a version does not count for the bare function.",
        ),
    ),
    Case(
        "no policy of the alias, for the permission was given to the bare function",
        at(LIVE, function(None, LIVE)),
        REFUSES,
        (
            "A permission of the bare function does not count for its version or alias live.",
            f"--function-name={LIVE} ",
        ),
    ),
    Case(
        "a permission for another topic, which is that topic's",
        with_subscriptions(to_function(lambda_policy(f"{TOPIC}-other"))),
        REFUSES,
        (
            'Statement 1 ("sns") can never match by AWS:SourceArn',
            "dev_cost_alert_topic-other",
            "leave the others as they are",
        ),
    ),
    Case(
        "a permission for the subscription's ARN (hashicorp/terraform#2885)",
        with_subscriptions(to_function(lambda_policy(f"{TOPIC}:1a2b3c4d-0000-4000-8000-000000"))),
        REFUSES,
        (
            'Statement 1 ("sns") can never match by AWS:SourceArn',
            f"ARN of a subscription, and SNS sends the topic's as aws:SourceArn: {TOPIC}.",
        ),
    ),
    Case(
        "a permission for the topic in another Region",
        with_subscriptions(to_function(lambda_policy(TOPIC.replace(REGION, "eu-west-1")))),
        REFUSES,
        ("has the Region eu-west-1 where the request has ap-northeast-1",),
    ),
    Case(
        "a principal misspelt",
        with_subscriptions(to_function(lambda_policy(service="sns.aws.amazon.com"))),
        REFUSES,
        ("names sns.aws.amazon.com", "It should be sns.amazonaws.com"),
    ),
    Case(
        "another service's permission is left alone",
        with_subscriptions(to_function(document(BUCKETS))),
        REFUSES,
        ("(no statement allows it)",),
        never=("It should be",),
    ),
    Case(
        "for another account's topics",
        with_subscriptions(to_function(lambda_policy(f"arn:aws:sns:*:{OTHER}:*"))),
        REFUSES,
    ),
    Case(
        "a permission that asks for the source account, which SNS does not send (Lambda's guide)",
        with_subscriptions(to_function(WITH_ACCOUNT)),
        REFUSES,
        ("SNS sends Lambda no aws:SourceAccount",),
    ),
    Case(
        "a Deny",
        with_subscriptions(
            to_function(
                document(
                    statement("sns.amazonaws.com", "lambda:*", FUNCTION, effect="Deny", sid="No")
                )
            )
        ),
        REFUSES,
        ('statement 1 ("No") denies it, and a Deny wins over every Allow',),
        never=("Add a permission", "add-permission"),
    ),
    Case(
        "a data perimeter's Deny, with what spares a service",
        with_subscriptions(to_function(document(*SNS_MAY, PERIMETER))),
        REFUSES,
        (
            'statement 2 ("perimeter") denies it, and a Deny wins over every Allow',
            "aws:SourceVpce",
            "aws:PrincipalIsAWSService",
        ),
        never=("Add a permission", "add-permission"),
    ),
    Case(
        "not JSON",
        with_subscriptions(to_function("{")),
        ("endpoint.policy-undecidable UNKNOWN",),
    ),
    between(
        "from an opt-in Region, the usual principal (docs/causes.md S6, aws-cdk#30280)",
        MILAN,
        REGION,
        (USUAL,),
        PRINCIPAL,
        f"lets {USUAL} invoke it",
        f"from {MILAN} to {REGION} SNS calls as sns.{MILAN}.amazonaws.com",
        f"because {MILAN} is a Region that had to be switched on",
        f"--principal=sns.{MILAN}.amazonaws.com ",
    ),
    between("from an opt-in Region, its own", MILAN, REGION, (f"sns.{MILAN}.amazonaws.com",)),
    between("from an opt-in Region, both", MILAN, REGION, (USUAL, f"sns.{MILAN}.amazonaws.com")),
    between(
        "from an opt-in Region, the function's Region",
        MILAN,
        REGION,
        (f"sns.{REGION}.amazonaws.com",),
        REFUSES,
        f"It should be sns.{MILAN}.amazonaws.com",
    ),
    between(
        "from an opt-in Region, nobody",
        MILAN,
        REGION,
        (),
        REFUSES,
        f"Add a permission for sns.{MILAN}.amazonaws.com",
    ),
    between("within an opt-in Region (IAM guide)", MILAN, MILAN, (USUAL,)),
    between(
        "within an opt-in Region, its own",
        MILAN,
        MILAN,
        (f"sns.{MILAN}.amazonaws.com",),
        PRINCIPAL,
        f"within one Region SNS calls as {USUAL}",
    ),
    between("between Regions that everybody has", "us-east-1", "eu-west-1", (USUAL,)),
    between(
        "into an opt-in Region, where AWS's pages disagree",
        REGION,
        CAPE,
        (USUAL,),
        UNCLEAR,
        "AWS's pages contradict each other",
    ),
    between(
        "into an opt-in Region, the principal that one of the pages gives",
        REGION,
        CAPE,
        (f"sns.{CAPE}.amazonaws.com",),
        UNCLEAR,
    ),
    between(
        "from one opt-in Region into another, every name",
        MILAN,
        CAPE,
        (USUAL, f"sns.{CAPE}.amazonaws.com", f"sns.{MILAN}.amazonaws.com"),
        UNCLEAR,
    ),
    between("into an opt-in Region, nobody: refused by any name", REGION, CAPE, (), REFUSES),
    Case(
        "China: no principal is documented",
        path(topic=topic(partition="aws-cn", subscriptions=(to_function(),))),
        ("endpoint.policy-undecidable UNKNOWN",),
    ),
    another_accounts("another account's, refused", refused("lambda:GetPolicy", RELAY)),
    another_accounts(
        "another account's, which answers like none (docs/causes.md E1)", NotFound(RELAY)
    ),
    another_accounts("another account's policy is refused", function(UNREAD, RELAY)),
    Case("another account's that may be read", at(RELAY, function(policy_of(RELAY), RELAY))),
    Case(
        "another account's, throttled: that is about the call",
        at(RELAY, ReadFailed("lambda:GetPolicy", RELAY, Cause.THROTTLED)),
        UNREADABLE,
        ("Check again in a few minutes",),
        never=("another account's",),
        unread=True,
    ),
    Case(
        "unread policy",
        with_subscriptions(to_function(UNREAD)),
        ("endpoint.unreadable UNKNOWN",),
        ("lambda:GetPolicy",),
        unread=True,
    ),
    Case(
        "unread function",
        with_subscriptions(replace(GONE, target=UNREAD)),
        ("endpoint.unreadable UNKNOWN",),
        unread=True,
    ),
    Case(
        "never asked for",
        with_subscriptions(replace(GONE, target=None)),
        ("endpoint.unreadable UNKNOWN",),
        unread=True,
    ),
]
