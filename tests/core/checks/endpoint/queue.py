import json
from dataclasses import replace

from bot.core.model.endpoint import Queue, Target
from bot.core.model.read import Cause, NotFound, ReadFailed
from tests.core.build import (
    ACCOUNT,
    ACCOUNT_ONLY,
    OTHER,
    QUEUE,
    REGION,
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
PRINCIPAL = ("endpoint.opt-in-principal BROKEN",)
UNREADABLE = ("endpoint.unreadable UNKNOWN",)
HIDDEN = ReadFailed("sqs:GetQueueAttributes", QUEUE, Cause.HIDDEN, "The queue does not exist.")
THERE = to_queue()
MILAN, CAPE = "eu-south-1", "af-south-1"
USUAL = "sns.amazonaws.com"
FOREIGN = QUEUE.replace(ACCOUNT, OTHER)
REMOVE = ("Remove the subscription", "so the alert is dropped")


SNS_MAY = json.loads(queue_policy())["Statement"]
PERIMETER = statement(
    principal="*",
    action="sqs:*",
    resource="*",
    condition={"StringNotEquals": {"aws:SourceVpce": "vpce-1a2b"}},
    effect="Deny",
    sid="perimeter",
)


def between(
    title: str,
    here: str,
    there: str,
    principals: tuple[str, ...],
    expected: tuple[str, ...] = (),
    *mentions: str,
) -> Case:
    """A topic in one Region and a queue in another, whose policy lets these principals in."""
    arn, source = QUEUE.replace(REGION, there), TOPIC.replace(REGION, here)
    condition = {"ArnEquals": {"aws:SourceArn": source}}
    policy = document(*(statement(one, "sqs:SendMessage", arn, condition) for one in principals))
    to = subscription("sqs", arn, Queue(arn, policy))
    made = path(topic=topic(arn=source, region=here, subscriptions=(to,)))
    return Case(title, made, expected, mentions)


def another_accounts(title: str, target: Target) -> Case:
    made = with_subscriptions(subscription("sqs", FOREIGN, target))
    says = (f"another account's ({OTHER})", "Ask its owner", TOPIC)
    return Case(title, made, UNREADABLE, says, never=REMOVE, unread=True)


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
        "no policy (docs/causes.md E3)",
        with_subscriptions(to_queue(None)),
        REFUSES,
        ("sqs:SendMessage", "no statement allows it"),
    ),
    Case(
        "another topic",
        with_subscriptions(to_queue(queue_policy(f"{TOPIC}-other"))),
        REFUSES,
        ("Statement 1 can never match by aws:SourceArn", "dev_cost_alert_topic-other"),
    ),
    Case(
        "the subscription's ARN",
        with_subscriptions(to_queue(queue_policy(f"{TOPIC}:1a2b3c4d-0000-4000-8000-000000"))),
        REFUSES,
        (f"ARN of a subscription, and SNS sends the topic's as aws:SourceArn: {TOPIC}.",),
    ),
    Case(
        "a Deny, against which no statement helps",
        with_subscriptions(
            to_queue(document(statement(USUAL, "sqs:*", QUEUE, effect="Deny", sid="No")))
        ),
        REFUSES,
        (
            'statement 1 ("No") denies it, and a Deny wins over every Allow',
            "names sns.amazonaws.com",
        ),
        never=("with the topic as aws:SourceArn",),
    ),
    Case(
        "a data perimeter's Deny, with what spares a service",
        with_subscriptions(to_queue(document(*SNS_MAY, PERIMETER))),
        REFUSES,
        (
            'statement 2 ("perimeter") denies it, and a Deny wins over every Allow',
            "aws:SourceVpce",
            "aws:PrincipalIsAWSService",
        ),
    ),
    between(
        "into an opt-in Region, the queue's (SNS guide)",
        "us-east-1",
        CAPE,
        (f"sns.{CAPE}.amazonaws.com",),
    ),
    between(
        "into an opt-in Region, the usual principal",
        "us-east-1",
        CAPE,
        (USUAL,),
        PRINCIPAL,
        f"from us-east-1 to {CAPE} SNS calls as sns.{CAPE}.amazonaws.com",
        f"because {CAPE} is a Region that had to be switched on",
    ),
    between(
        "from an opt-in Region, the usual principal",
        MILAN,
        REGION,
        (USUAL,),
        PRINCIPAL,
        f"Let sns.{MILAN}.amazonaws.com in",
    ),
    between("from an opt-in Region, its own", MILAN, REGION, (f"sns.{MILAN}.amazonaws.com",)),
    between(
        "from one opt-in Region into another, the queue's",
        MILAN,
        CAPE,
        (f"sns.{CAPE}.amazonaws.com",),
    ),
    between(
        "from one opt-in Region into another, the topic's",
        MILAN,
        CAPE,
        (f"sns.{MILAN}.amazonaws.com",),
        PRINCIPAL,
        f"SNS calls as sns.{CAPE}.amazonaws.com",
    ),
    between("within an opt-in Region (IAM guide)", CAPE, CAPE, (USUAL,)),
    between("between Regions that everybody has", "us-east-1", "eu-west-1", (USUAL,)),
    between(
        "between Regions that everybody has, with a Region in the name",
        "us-east-1",
        "eu-west-1",
        ("sns.us-east-1.amazonaws.com",),
        REFUSES,
        f"It should be {USUAL}",
    ),
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
        ("Statement 1 asks by StringSounds", "AWS has no operator StringSounds"),
    ),
    Case(
        "China: no principal is documented",
        path(topic=topic(partition="aws-cn", subscriptions=(to_queue(),))),
        ("endpoint.policy-undecidable UNKNOWN",),
    ),
    Case(
        "deleted, or not to be seen: SQS answers both alike",
        with_subscriptions(replace(THERE, target=HIDDEN)),
        UNREADABLE,
        (
            "either it does not exist any more, or budget-check may not see it",
            "sqs:GetQueueAttributes",
            QUEUE,
        ),
        never=REMOVE,
        unread=True,
    ),
    Case(
        "it cannot be such a thing",
        with_subscriptions(replace(THERE, target=NotFound(QUEUE))),
        UNREADABLE,
        never=REMOVE,
        unread=True,
    ),
    another_accounts("another account's, which answers like none", HIDDEN),
    another_accounts("another account's, refused", UNREAD),
    Case(
        "another account's that may be read",
        with_subscriptions(
            subscription("sqs", FOREIGN, Queue(FOREIGN, queue_policy().replace(QUEUE, FOREIGN)))
        ),
    ),
    Case("pending, so not asked", with_subscriptions(replace(THERE, target=HIDDEN, pending=True))),
    Case(
        "unread",
        with_subscriptions(replace(THERE, target=UNREAD)),
        UNREADABLE,
        ("sqs:GetQueueAttributes",),
        unread=True,
    ),
    Case(
        "never asked for", with_subscriptions(replace(THERE, target=None)), UNREADABLE, unread=True
    ),
]
