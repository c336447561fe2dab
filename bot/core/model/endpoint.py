"""What stands behind a subscription: a Lambda function or an SQS queue."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.model.key import AnyKey
from bot.core.model.read import NotFound, ReadFailed


@dataclass(frozen=True, slots=True)
class FunctionState:
    """GetFunctionConfiguration's State and LastUpdateStatus; `reason` is AWS's StateReason."""

    state: str
    last_update: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LambdaFunction:
    """A Lambda endpoint: its resource policy's text, None where it has none.

    `reserved` is its reserved concurrency, None where nothing is reserved.
    """

    arn: str
    policy: str | ReadFailed | None
    state: FunctionState | ReadFailed
    reserved: int | ReadFailed | None


@dataclass(frozen=True, slots=True)
class Queue:
    """An SQS endpoint: its policy's text (None: none), and the key where it has one of its own."""

    arn: str
    policy: str | None
    key_reference: str | None = None
    key: AnyKey | None = None


Target = LambdaFunction | Queue | NotFound | ReadFailed
