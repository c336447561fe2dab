"""Reads what stands behind a subscription: a Lambda function or a queue, each with its policy."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.aws.clients import SECONDS, Aws
from bot.aws.errors import found, text
from bot.aws.keys import Keys
from bot.aws.reader import CheckReads, Once
from bot.aws.reads import (
    GET_FUNCTION,
    GET_FUNCTION_CONCURRENCY,
    GET_FUNCTION_POLICY,
    GET_QUEUE,
)
from bot.core.arns import Arn, parse_arn
from bot.core.model.endpoint import FunctionState, LambdaFunction, Queue, Target
from bot.core.model.read import NotFound, ReadFailed
from bot.core.subscriptions.functions import unqualified

if TYPE_CHECKING:
    from mypy_boto3_lambda.type_defs import FunctionConfigurationResponseTypeDef

_KINDS = {"lambda": "a Lambda function", "sqs": "an SQS queue"}


class Targets:
    """The Lambda and SQS endpoints of one check; each is read once."""

    def __init__(self, reader: CheckReads, keys: Keys) -> None:
        self._reader = reader
        self._keys = keys
        self._read: Once[tuple[str, str], Target] = Once(self._start)

    async def get(self, protocol: str, endpoint: str) -> Target | None:
        """What stands behind it; None for a protocol that has nothing to read."""
        if protocol not in _KINDS:
            return None
        return await self._read.get((protocol, endpoint))

    async def _start(self, which: tuple[str, str]) -> Target:
        protocol, endpoint = which
        arn = parse_arn(endpoint)
        if arn is None or not arn.region or arn.service != protocol:
            return NotFound(endpoint, f"{endpoint} is not the ARN of {_KINDS[protocol]}")
        return await (
            self._function(arn, endpoint) if protocol == "lambda" else self._queue(arn, endpoint)
        )

    async def _function(self, arn: Arn, name: str) -> Target:
        """GetPolicy and GetFunctionConfiguration, with the qualifier that the ARN carries.

        GetPolicy answers ResourceNotFoundException both for a function that does not exist and for
        one without a policy; the other call tells which.
        """
        client = self._reader.aws.for_endpoint(arn.service, name).lambda_

        def policy() -> str:
            return text(client(arn.region).get_policy(FunctionName=name)["Policy"])

        def state() -> FunctionState:
            return _state(client(arn.region).get_function_configuration(FunctionName=name))

        policies, there, reserved = await asyncio.gather(
            self._reader.ask(GET_FUNCTION_POLICY, name, policy),
            self._reader.ask(GET_FUNCTION, name, state),
            self._reserved(arn, name),
        )
        if isinstance(there, NotFound):
            return there
        if not isinstance(policies, NotFound):
            return LambdaFunction(name, policies, there, reserved)
        # Without a policy, or without the function: only the other call tells.
        return (
            there if isinstance(there, ReadFailed) else LambdaFunction(name, None, there, reserved)
        )

    async def _reserved(self, arn: Arn, name: str) -> int | ReadFailed | None:
        """GetFunctionConcurrency, which is the whole function's and knows no qualifier.

        Null is a whole answer: nothing is reserved. An empty one is none (`shape.require_shape`).
        """
        whole = unqualified(name)

        def call() -> int | None:
            client = self._reader.aws.for_endpoint(arn.service, name).lambda_(arn.region)
            said = client.get_function_concurrency(FunctionName=whole)
            return _number_or_none(said.get("ReservedConcurrentExecutions"))

        answer = await self._reader.ask(GET_FUNCTION_CONCURRENCY, whole, call)
        return found(GET_FUNCTION_CONCURRENCY, whole, answer)

    async def _queue(self, arn: Arn, name: str) -> Target:
        """GetQueueAttributes; the queue's URL follows from its ARN, so no call asks for it."""
        aws = self._reader.aws.for_endpoint(arn.service, name)

        def call() -> Queue:
            client = aws.sqs(arn.region)
            url = f"{client.meta.endpoint_url}/{arn.account}/{arn.resource}"
            # Of a queue that has none of what is asked for SQS leaves all attributes out, and so do
            # broken answers (celery/kombu#2142): each queue has an ARN, so that is asked for too.
            answer = client.get_queue_attributes(
                QueueUrl=url, AttributeNames=["QueueArn", "Policy", "KmsMasterKeyId"]
            )
            said = answer["Attributes"]
            if said["QueueArn"] != name:
                raise ValueError(f"SQS answered for {said['QueueArn']}.")
            return Queue(
                name, _text_or_none(said.get("Policy")), _text_or_none(said.get("KmsMasterKeyId"))
            )

        queue = await self._reader.ask(GET_QUEUE, name, call)
        if not isinstance(queue, Queue) or queue.key_reference is None:
            return queue
        key = await self._keys.get(queue.key_reference, arn)
        return Queue(name, queue.policy, queue.key_reference, key)


def read_function(aws: Aws, arn: str, *, seconds: float = SECONDS) -> Target | None:
    """A Lambda function and its policy, read by themselves.

    Never raises for what AWS, the network or the credentials do. Not for a thread with a running
    event loop.
    """

    async def read() -> Target | None:
        reader = CheckReads(aws, "", seconds)
        return await Targets(reader, Keys(reader)).get("lambda", arn)

    return asyncio.run(read())


def _state(said: FunctionConfigurationResponseTypeDef) -> FunctionState:
    return FunctionState(
        state=text(said["State"]),
        last_update=text(said.get("LastUpdateStatus", "")),
        reason=text(said.get("StateReason", "")),
    )


def _number_or_none(value: object) -> int | None:
    """A count, if there is one. TypeError for anything else: botocore does not look."""
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise TypeError(value)
    return value


def _text_or_none(value: str | None) -> str | None:
    return text(value) if value else None
