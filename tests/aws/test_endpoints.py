"""What stands behind Lambda and SQS subscriptions."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.aws.clients import Aws
from bot.aws.endpoints import Targets, read_function
from bot.aws.keys import Keys
from bot.aws.reader import CheckReads
from bot.core.model.endpoint import FunctionState, LambdaFunction, Queue, Target
from bot.core.model.key import Key, PredefinedAlias
from bot.core.model.read import Cause, NotFound, ReadFailed
from bot.core.model.topic import Topic
from playground.scenarios.load import clients_of
from playground.scenarios.model import Function
from playground.scenarios.resources.endpoints import make_function
from tests.aws.conftest import PATIENT
from tests.aws.world import TOPIC, OpenAws, World, allow, check, deny
from tests.conftest import ACCOUNT

_ITS_READS = ("Policy", "FunctionConfiguration", "FunctionConcurrency")
FUNCTION = f"arn:aws:lambda:us-east-1:{ACCOUNT}:function:alerts"


def _target(world: World, aws: Aws, protocol: str, endpoint: str) -> Target | None:
    topic = world.topic()
    world.subscribe(topic, protocol, endpoint)
    world.budget(topic)
    world.aws.control.forget_calls()
    found = check(aws).topics[TOPIC]
    assert isinstance(found, Topic)
    assert isinstance(found.subscriptions, tuple)
    return found.subscriptions[0].target


def _function(world: World, *, admits: bool = True) -> None:
    with clients_of(world.aws.url) as clients:
        make_function(clients, Function("alerts", admits=admits), TOPIC)


def test_a_function_by_itself(world: World, aws: Aws, open_aws: OpenAws) -> None:
    """As budget-check reads its own before it subscribes it."""
    assert isinstance(read_function(aws, FUNCTION), NotFound)
    _function(world)
    found = read_function(aws, FUNCTION)
    assert isinstance(found, LambdaFunction) and "sns.amazonaws.com" in str(found.policy)
    blind = read_function(open_aws.as_role(world, deny("lambda:GetPolicy")), FUNCTION)
    assert isinstance(blind, LambdaFunction) and isinstance(blind.policy, ReadFailed)
    assert blind.policy.action == "lambda:GetPolicy"
    assert isinstance(read_function(aws, "events"), NotFound)
    world.aws.fault("lambda", "GetPolicy", how="hold")
    late = read_function(open_aws(config=PATIENT), FUNCTION, seconds=5)
    world.aws.control.forget_faults()
    assert isinstance(late, LambdaFunction) and isinstance(late.policy, ReadFailed)
    assert late.policy.cause is Cause.TIMED_OUT


def test_a_function_with_a_policy(world: World, aws: Aws) -> None:
    _function(world)
    target = _target(world, aws, "lambda", FUNCTION)
    assert isinstance(target, LambdaFunction)
    assert isinstance(target.policy, str)
    assert json.loads(target.policy)["Statement"][0]["Sid"] == "sns"
    assert (target.state, target.reserved) == (FunctionState("Active", "Successful"), None)
    asked = [call for call in world.calls() if call.startswith("lambda")]
    assert asked == [f"lambda Get{name}" for name in sorted(_ITS_READS)]


def test_a_function_without_a_policy_is_there(world: World, aws: Aws) -> None:
    _function(world, admits=False)
    found = _target(world, aws, "lambda", FUNCTION)
    assert found == LambdaFunction(FUNCTION, None, FunctionState("Active", "Successful"), None)


def test_a_function_that_is_stopped(world: World, aws: Aws) -> None:
    _function(world)
    world.aws.client("lambda").put_function_concurrency(
        FunctionName="alerts", ReservedConcurrentExecutions=0
    )
    world.aws.control.set_function_state(
        FUNCTION, "Failed", last_update="Failed", reason="The image was deleted."
    )
    target = _target(world, aws, "lambda", FUNCTION)
    assert isinstance(target, LambdaFunction)
    assert target.reserved == 0
    assert target.state == FunctionState("Failed", "Failed", "The image was deleted.")


@pytest.mark.parametrize(
    ("action", "name"),
    [("lambda:GetFunctionConcurrency", "reserved"), ("lambda:GetFunctionConfiguration", "state")],
)
def test_what_a_function_can_run_is_refused(
    world: World, open_aws: OpenAws, action: str, name: str
) -> None:
    _function(world)
    target = _target(world, open_aws.as_role(world, allow("*"), deny(action)), "lambda", FUNCTION)
    assert isinstance(target, LambdaFunction)
    gap = getattr(target, name)
    assert isinstance(gap, ReadFailed)
    assert (gap.action, gap.cause) == (action, Cause.REFUSED)


def test_a_function_that_is_gone(world: World, aws: Aws) -> None:
    target = _target(world, aws, "lambda", FUNCTION)
    assert isinstance(target, NotFound)
    assert target.resource == FUNCTION


def test_whether_a_function_is_gone_needs_a_right(world: World, open_aws: OpenAws) -> None:
    aws = open_aws.as_role(world, allow("*"), deny("lambda:GetFunctionConfiguration"))
    target = _target(world, aws, "lambda", FUNCTION)
    assert isinstance(target, ReadFailed)
    assert target.action == "lambda:GetFunctionConfiguration"


def test_a_functions_policy_that_is_refused(world: World, open_aws: OpenAws) -> None:
    _function(world)
    aws = open_aws.as_role(world, allow("*"), deny("lambda:GetPolicy"))
    target = _target(world, aws, "lambda", FUNCTION)
    assert isinstance(target, LambdaFunction)
    assert isinstance(target.policy, ReadFailed)
    assert (target.policy.action, target.policy.cause) == ("lambda:GetPolicy", Cause.REFUSED)


def test_the_policy_of_an_alias_is_its_own(world: World, aws: Aws) -> None:
    _function(world)
    client = world.aws.client("lambda")
    version = client.publish_version(FunctionName="alerts")["Version"]
    client.create_alias(FunctionName="alerts", Name="live", FunctionVersion=version)
    client.add_permission(
        FunctionName="alerts",
        Qualifier="live",
        StatementId="of-the-alias",
        Action="lambda:InvokeFunction",
        Principal="sns.amazonaws.com",
    )
    target = _target(world, aws, "lambda", f"{FUNCTION}:live")
    assert isinstance(target, LambdaFunction)
    assert isinstance(target.policy, str)
    assert [s["Sid"] for s in json.loads(target.policy)["Statement"]] == ["of-the-alias"]


def test_the_policy_of_an_alias_is_not_the_bare_functions(world: World, aws: Aws) -> None:
    """And what is reserved is the whole function's, whatever alias is subscribed."""
    with clients_of(world.aws.url) as clients:
        make_function(clients, Function("alerts", alias="live", reserved=3), TOPIC)
    bare = read_function(aws, FUNCTION)
    assert isinstance(bare, LambdaFunction) and (bare.policy, bare.reserved) == (None, 3)
    alias = read_function(aws, f"{FUNCTION}:live")
    assert isinstance(alias, LambdaFunction) and alias.reserved == 3
    assert isinstance(alias.policy, str) and f"{FUNCTION}:live" in alias.policy


def test_a_queue_without_a_policy(world: World, aws: Aws) -> None:
    queue = world.queue()
    assert _target(world, aws, "sqs", queue) == Queue(queue, None)


def test_a_queue_with_a_policy_and_a_key_of_its_own(world: World, aws: Aws) -> None:
    text = '{"Statement": []}'
    key = world.key("queue")
    queue = world.queue(Policy=text, KmsMasterKeyId="alias/queue")
    target = _target(world, aws, "sqs", queue)
    assert isinstance(target, Queue)
    assert (target.policy, target.key_reference) == (text, "alias/queue")
    assert isinstance(target.key, Key)
    assert target.key.arn == key
    assert isinstance(target.key.policies, tuple)


def test_a_queue_on_the_key_of_aws(world: World, aws: Aws) -> None:
    target = _target(world, aws, "sqs", world.queue(KmsMasterKeyId="alias/aws/sqs"))
    assert isinstance(target, Queue)
    assert target.key == PredefinedAlias("alias/aws/sqs")


def test_a_queue_that_is_gone_is_not_told_from_one_that_may_not_be_seen(
    world: World, aws: Aws
) -> None:
    gone = f"arn:aws:sqs:us-east-1:{ACCOUNT}:gone"
    target = _target(world, aws, "sqs", gone)
    assert isinstance(target, ReadFailed)
    assert (target.action, target.resource) == ("sqs:GetQueueAttributes", gone)
    assert target.cause is Cause.HIDDEN


@pytest.mark.parametrize("endpoint", ["nonsense", f"arn:aws:sns:us-east-1:{ACCOUNT}:x"])
def test_an_endpoint_that_is_none(open_aws: OpenAws, endpoint: str) -> None:
    async def read() -> Target | None:
        reader = CheckReads(open_aws(), ACCOUNT, 1)
        return await Targets(reader, Keys(reader)).get("sqs", endpoint)

    found = asyncio.run(read())
    assert found == NotFound(endpoint, f"{endpoint} is not the ARN of an SQS queue")


def test_other_protocols_have_nothing_to_read(world: World, aws: Aws) -> None:
    assert _target(world, aws, "https", "https://example.com/hook") is None
