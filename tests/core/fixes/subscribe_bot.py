"""subscribe-bot: one subscription more, where SNS may call the function, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from bot.core.model.endpoint import LambdaFunction, Target
from bot.core.model.path import Path
from bot.core.model.read import NotFound, ReadFailed
from tests.core.build import (
    ACCOUNT,
    DEFAULT,
    FUNCTION,
    OTHER,
    REGION,
    document,
    key_path,
    lambda_policy,
    path,
    refused,
    statement,
    subscription,
    to_function,
    topic,
    with_subscriptions,
)
from tests.core.build import function as a_function
from tests.core.fixes.case import Case

OURS = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:budget-check-prod-events"
DEAD = f"arn:aws:sqs:{REGION}:{ACCOUNT}:budget-check-prod-subscription-dead"
OWN_TOPICS = f"arn:aws:sns:*:{ACCOUNT}:*"
LETS_IN = a_function(lambda_policy(OWN_TOPICS).replace(FUNCTION, OURS), OURS)
CAPE, MILAN = "af-south-1", "eu-south-1"
TO_OURS = subscription("lambda", OURS, LETS_IN)


def case(
    title: str,
    found: Path,
    *mentions: str,
    ours: str = OURS,
    function: Target | None = LETS_IN,
    absent: tuple[str, ...] = (),
    done: bool = False,
    dead_queue: str = "",
) -> Case:
    """`done`: there is a plan."""
    clears = () if done else None
    return Case(
        title,
        found,
        clears,
        mentions,
        absent,
        ours=ours,
        function=function,
        dead_queue=dead_queue,
    )


def planned(title: str, found: Path, *mentions: str, ours: str = OURS) -> Case:
    function = replace(both(ours), arn=ours)
    return case(title, found, *mentions, ours=ours, function=function, done=True)


def both(ours: str) -> LambdaFunction:
    """Let in by both principals that SNS may use from Milan."""
    services = ("sns.amazonaws.com", f"sns.{MILAN}.amazonaws.com")
    return a_function(
        document(*(statement(one, "lambda:InvokeFunction", ours) for one in services)), ours
    )


def in_region(region: str) -> Path:
    arn = f"arn:aws:sns:{region}:{ACCOUNT}:dev_cost_alert_topic"
    return path(topic=topic(arn=arn, region=region))


def function_in(region: str) -> str:
    return OURS.replace(REGION, region)


UNREAD: ReadFailed = refused("sns:ListSubscriptionsByTopic")
NO_POLICY = refused("lambda:GetPolicy", OURS)

CASES = [
    case(
        "a healthy path",
        path(),
        "every message to this topic",
        "messages of other publishers are logged",
        "Every other subscription of the topic stays as it is",
        "one short call of a function",
        "is removed again, and no other one",
        done=True,
        absent=("does not bring the alert back",),
    ),
    case(
        "what SNS cannot deliver is kept, in the topic's own account and Region",
        path(),
        "is kept for 14 days in a dead-letter queue",
        done=True,
        dead_queue=DEAD,
    ),
    case(
        "a dead-letter queue of another Region cannot be the topic's",
        in_region("us-east-1"),
        "is not kept: its dead-letter queue would have to be in the topic's own account and Region",
        function=replace(both(OURS), arn=OURS),
        done=True,
        dead_queue=DEAD,
    ),
    case("an encrypted topic", key_path(), "an encrypted topic's are decrypted", done=True),
    case(
        "a broken path: it mends nothing, and says so",
        path(topic=topic(document(DEFAULT))),
        "This alone does not bring the alert back",
        done=True,
    ),
    case("nobody is subscribed yet", with_subscriptions(), done=True),
    case("beside somebody's function", with_subscriptions(to_function()), done=True),
    case("ours is pending", with_subscriptions(replace(TO_OURS, pending=True)), done=True),
    case("subscribed already", with_subscriptions(TO_OURS), "subscribed to this topic already"),
    planned("a topic of another Region", in_region("us-east-1")),
    planned("a function and a topic of one opt-in Region", in_region(CAPE), ours=function_in(CAPE)),
    planned("from an opt-in Region that is let in", in_region(MILAN)),
    case(
        "from an opt-in Region that is not",
        in_region(MILAN),
        f"no statement allows it for sns.{MILAN}.amazonaws.com",
        f"{MILAN} is a Region that had to be switched on",
        "ALERT_OPT_IN_REGIONS",
    ),
    case(
        "into an opt-in Region",
        in_region("us-east-1"),
        f"Whether SNS delivers from us-east-1 to a function in {CAPE} cannot be told",
        ours=function_in(CAPE),
    ),
    case(
        "from one opt-in Region into another",
        in_region(MILAN),
        f"Whether SNS delivers from {MILAN} to a function in {CAPE} cannot be told",
        ours=function_in(CAPE),
    ),
    case("no function of ours", path(), "EVENTS_FUNCTION", ours="", function=None),
    case(
        "a function of another account",
        path(),
        f"of account {ACCOUNT}",
        f"of {OTHER}",
        "docs/alerts.md",
        ours=OURS.replace(ACCOUNT, OTHER),
    ),
    case("another partition", path(topic=topic(partition="aws-cn")), "partition aws-cn"),
    case("a FIFO topic", path(topic=topic(fifo=True)), "to queues alone"),
    case("an unread topic", path(topic=refused()), "The topic could not be read: AWS refused"),
    case("unread subscriptions", path(topic=topic(subscriptions=UNREAD)), "could not be listed"),
    case(
        "the function lets SNS in for other topics alone",
        path(),
        "no statement allows it",
        "Deploy budget-check again",
        function=a_function(lambda_policy(f"arn:aws:sns:*:{OTHER}:*"), OURS),
    ),
    case("no policy", path(), "Deploy budget-check again", function=a_function(None, OURS)),
    case(
        "a Region that no permission names",
        in_region("eu-central-1"),
        f"ALERT_REGIONS lists the Regions whose topics may call it ({REGION}, us-east-1 where it",
        "add eu-central-1 to it, and deploy budget-check again",
        function=a_function(None, OURS),
    ),
    case(
        "the Region of AWS Budgets, which is named unless somebody left it out",
        in_region("us-east-1"),
        "Deploy budget-check again",
        "unless ALERT_REGIONS leaves us-east-1 out",
        function=a_function(None, OURS),
    ),
    case(
        "within one opt-in Region SNS has its usual name",
        in_region(CAPE),
        f"unless ALERT_REGIONS leaves {CAPE} out",
        ours=function_in(CAPE),
        function=a_function(None, function_in(CAPE)),
    ),
    case(
        "it is stopped",
        path(),
        "its reserved concurrency is 0",
        function=replace(LETS_IN, reserved=0),
    ),
    case(
        "whether it is stopped is unread",
        path(),
        "lambda:GetFunctionConcurrency",
        function=replace(LETS_IN, reserved=refused("lambda:GetFunctionConcurrency", OURS)),
    ),
    case(
        "its state is unread",
        path(),
        "lambda:GetFunctionConfiguration",
        function=replace(LETS_IN, state=refused("lambda:GetFunctionConfiguration", OURS)),
    ),
    case("the function is gone", path(), "does not exist", function=NotFound(OURS)),
    case("its policy is unread", path(), "lambda:GetPolicy", function=a_function(NO_POLICY, OURS)),
    case("the function is unread", path(), "lambda:GetPolicy", function=NO_POLICY),
    case("the function was never asked for", path(), "was not read", function=None),
    case(
        "another account's topic, which no alert reaches",
        path(account=OTHER),
        "topic.other-account",
    ),
]
