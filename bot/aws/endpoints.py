"""Reads what stands behind a subscription: a Lambda function's policy, a queue's policy and key."""

from __future__ import annotations

import asyncio

from bot.aws.clients import SECONDS, Aws
from bot.aws.errors import text
from bot.aws.keys import Keys
from bot.aws.reader import Once, Reader
from bot.aws.reads import GET_FUNCTION, GET_FUNCTION_POLICY, GET_QUEUE
from bot.core.arns import Arn, parse_arn
from bot.core.model import Absent, LambdaFunction, Queue, Target, Unread

_KINDS = {"lambda": "a Lambda function", "sqs": "an SQS queue"}


class Targets:
    """The Lambda and SQS endpoints of one check; each is read once."""

    def __init__(self, reader: Reader, keys: Keys) -> None:
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
            return Absent(endpoint, f"{endpoint} is not the ARN of {_KINDS[protocol]}")
        return await (
            self._function(arn, endpoint) if protocol == "lambda" else self._queue(arn, endpoint)
        )

    async def _function(self, arn: Arn, name: str) -> Target:
        """GetPolicy, with the qualifier that the ARN carries.

        It answers ResourceNotFoundException both for a function that does not exist and for one
        without a policy: then the function itself is asked for.
        """
        aws = self._reader.aws

        def policy() -> str:
            return text(aws.lambda_(arn.region).get_policy(FunctionName=name)["Policy"])

        def exists() -> bool:
            said = aws.lambda_(arn.region).get_function_configuration(FunctionName=name)
            return bool(said["FunctionArn"])

        answer = await self._reader.ask(GET_FUNCTION_POLICY, name, policy)
        if not isinstance(answer, Absent):
            return LambdaFunction(name, answer)
        there = await self._reader.ask(GET_FUNCTION, name, exists)
        return LambdaFunction(name, None) if there is True else _gone(there, name)

    async def _queue(self, arn: Arn, name: str) -> Target:
        """GetQueueAttributes; the queue's URL follows from its ARN, so no call asks for it."""
        aws = self._reader.aws

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
        reader = Reader(aws, "", seconds)
        return await Targets(reader, Keys(reader)).get("lambda", arn)

    return asyncio.run(read())


def _gone(answer: bool | Absent | Unread, name: str) -> Absent | Unread:
    return answer if isinstance(answer, Absent | Unread) else Absent(name)


def _text_or_none(value: str | None) -> str | None:
    return text(value) if value else None
