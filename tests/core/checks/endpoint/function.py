from dataclasses import replace

from bot.core.model import Absent
from tests.core.build import (
    ACCOUNT,
    FUNCTION,
    OTHER,
    TOPIC,
    document,
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
GONE = subscription("lambda", FUNCTION, Absent(FUNCTION))
MILAN = TOPIC.replace("ap-northeast-1", "eu-south-1")


def from_milan(policy: str) -> dict[str, object]:
    made = topic(arn=MILAN, region="eu-south-1", subscriptions=(to_function(policy),))
    return {"topic": made}


BOTH = document(
    *(
        statement(service, "lambda:InvokeFunction", FUNCTION)
        for service in ("sns.amazonaws.com", "sns.eu-south-1.amazonaws.com")
    )
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
        "deleted (CAUSES E1)",
        with_subscriptions(GONE),
        ("endpoint.lambda-missing BROKEN",),
        ("does not exist",),
    ),
    Case(
        "no policy (CAUSES E1)",
        with_subscriptions(to_function(None)),
        REFUSES,
        ("no statement allows it", "lambda:InvokeFunction"),
    ),
    Case(
        "a permission for another topic",
        with_subscriptions(to_function(lambda_policy(f"{TOPIC}-other"))),
        REFUSES,
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
        ('statement 1 ("No") denies it',),
    ),
    Case(
        "not JSON",
        with_subscriptions(to_function("{")),
        ("endpoint.policy-undecidable UNKNOWN",),
    ),
    Case(
        "from an opt-in Region, the usual principal alone (CAUSES S6)",
        path(**from_milan(lambda_policy(MILAN))),
        ("endpoint.policy-undecidable UNKNOWN",),
        ("sns.amazonaws.com",),
    ),
    Case("from an opt-in Region, both principals", path(**from_milan(BOTH))),
    Case(
        "China: no principal is documented",
        path(topic=topic(partition="aws-cn", subscriptions=(to_function(),))),
        ("endpoint.policy-undecidable UNKNOWN",),
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
