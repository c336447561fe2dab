from bot.core.model.endpoint import FunctionState, LambdaFunction
from bot.core.model.read import NotFound
from tests.core.build import (
    ACCOUNT,
    FUNCTION,
    OTHER,
    REGION,
    function,
    path,
    refused,
    subscription,
    to_function,
    with_subscriptions,
)
from tests.core.checks.case import Case

STOPPED = ("endpoint.lambda-cannot-run BROKEN",)
RISKY = ("endpoint.lambda-not-ready AT_RISK",)
UNREADABLE = ("endpoint.unreadable UNKNOWN",)
CONCURRENCY = refused("lambda:GetFunctionConcurrency", FUNCTION)
CONFIGURATION = refused("lambda:GetFunctionConfiguration", FUNCTION)


def case(
    title: str,
    found: LambdaFunction,
    expected: tuple[str, ...] = (),
    *mentions: str,
    unread: bool = False,
) -> Case:
    made = with_subscriptions(subscription("lambda", found.arn, found))
    return Case(title, made, expected, mentions, unread)


def state(state: str, last_update: str = "Successful", reason: str = "") -> LambdaFunction:
    return function(state=FunctionState(state, last_update, reason))


CASES = [
    Case("no function", path()),
    Case("it runs", with_subscriptions(to_function())),
    case("something is reserved", function(reserved=5)),
    case(
        "a reserved concurrency of 0, as a cost kill switch sets it",
        function(reserved=0),
        STOPPED,
        "its reserved concurrency is 0",
        f"aws lambda delete-function-concurrency --region={REGION} --function-name={FUNCTION} ",
    ),
    case(
        "of the whole function, whatever alias is subscribed",
        function(arn=f"{FUNCTION}:live", reserved=0),
        STOPPED,
        f"--function-name={FUNCTION} ",
    ),
    case(
        "it was never set up",
        state("Failed", "Failed", "The image was deleted"),
        STOPPED,
        "its state is Failed",
        "delete the function and create it anew",
        "AWS said: The image was deleted.",
    ),
    case(
        "an update left it Inactive",
        state("Inactive", "Failed"),
        STOPPED,
        "it is Inactive, and its last update failed",
        "deploy the function again",
    ),
    case(
        "stopped, and more is wrong", function(state=FunctionState("Failed"), reserved=0), STOPPED
    ),
    case(
        "an update failed, and it is Active: the code from before runs", state("Active", "Failed")
    ),
    case("an update is on its way", state("Active", "InProgress")),
    case("it is set aside", state("Inactive"), RISKY, "Lambda took its resources back"),
    case(
        "it is being made", state("Pending", "InProgress"), RISKY, "still setting the function up"
    ),
    case("a state of tomorrow", state("Dreaming"), RISKY, "in the state Dreaming"),
    case(
        "the concurrency is unread",
        function(reserved=CONCURRENCY),
        UNREADABLE,
        "lambda:GetFunctionConcurrency",
        unread=True,
    ),
    case(
        "the state is unread",
        function(state=CONFIGURATION),
        UNREADABLE,
        "lambda:GetFunctionConfiguration",
        unread=True,
    ),
    case(
        "both are unread",
        function(state=CONFIGURATION, reserved=CONCURRENCY),
        UNREADABLE * 2,
        unread=True,
    ),
    case(
        "the state is unread, and it is stopped all the same",
        function(state=CONFIGURATION, reserved=0),
        (*STOPPED, *UNREADABLE),
    ),
    case(
        "another account's",
        function(arn=FUNCTION.replace(ACCOUNT, OTHER), reserved=CONCURRENCY),
        UNREADABLE,
        f"another account's ({OTHER})",
        unread=True,
    ),
    Case(
        "gone, which another check says",
        with_subscriptions(subscription("lambda", FUNCTION, NotFound(FUNCTION))),
    ),
    Case(
        "unread", with_subscriptions(subscription("lambda", FUNCTION, CONFIGURATION)), unread=True
    ),
    Case("an unread topic", path(topic=refused()), unread=True),
]
