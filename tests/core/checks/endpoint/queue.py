from dataclasses import replace

from bot.core.model import Absent
from tests.core.build import (
    ACCOUNT,
    ACCOUNT_ONLY,
    QUEUE,
    TOPIC,
    document,
    path,
    queue_policy,
    refused,
    statement,
    subscription,
    to_queue,
    topic,
    with_subscriptions,
)
from tests.core.checks.case import Case

REFUSES = ("endpoint.queue-policy BROKEN",)
UNREAD = refused("sqs:GetQueueAttributes", QUEUE)
GONE = subscription("sqs", QUEUE, Absent(QUEUE))


def allowing(condition: object) -> str:
    return document(statement("sns.amazonaws.com", "sqs:SendMessage", QUEUE, condition))


CASES = [
    Case("no queue", path()),
    Case("it takes the topic's messages", with_subscriptions(to_queue())),
    Case("for the account", with_subscriptions(to_queue(allowing(ACCOUNT_ONLY)))),
    Case(
        "for everybody, by the topic's ARN",
        with_subscriptions(
            to_queue(
                document(
                    statement(
                        principal="*",
                        action="SQS:SendMessage",
                        resource=QUEUE,
                        condition={"ArnLike": {"aws:SourceArn": f"arn:aws:sns:*:{ACCOUNT}:*"}},
                    )
                )
            )
        ),
    ),
    Case(
        "no policy (CAUSES E3)",
        with_subscriptions(to_queue(None)),
        REFUSES,
        ("sqs:SendMessage", "no statement allows it"),
    ),
    Case("another topic", with_subscriptions(to_queue(queue_policy(f"{TOPIC}-other"))), REFUSES),
    Case(
        "the organisation",
        with_subscriptions(to_queue(allowing({"StringEquals": {"aws:SourceOrgID": "o-1"}}))),
        ("endpoint.policy-undecidable UNKNOWN",),
        ("aws:SourceOrgID",),
    ),
    Case(
        "an operator of tomorrow",
        with_subscriptions(to_queue(allowing({"StringSounds": {"aws:SourceAccount": ACCOUNT}}))),
        ("endpoint.policy-undecidable UNKNOWN",),
        ("statement 1 turns on StringSounds aws:SourceAccount",),
    ),
    Case(
        "China: no principal is documented",
        path(topic=topic(partition="aws-cn", subscriptions=(to_queue(),))),
        ("endpoint.policy-undecidable UNKNOWN",),
    ),
    Case(
        "deleted",
        with_subscriptions(GONE),
        ("endpoint.queue-missing BROKEN",),
        ("does not exist",),
    ),
    Case("pending, so not asked", with_subscriptions(replace(GONE, pending=True))),
    Case(
        "unread",
        with_subscriptions(replace(GONE, target=UNREAD)),
        ("endpoint.unreadable UNKNOWN",),
        ("sqs:GetQueueAttributes",),
        unread=True,
    ),
    Case(
        "never asked for",
        with_subscriptions(replace(GONE, target=None)),
        ("endpoint.unreadable UNKNOWN",),
        unread=True,
    ),
]
