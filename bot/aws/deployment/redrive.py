"""Calls the function `events` so that it looks at, or plays, what the dead-letter queues hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.config import Config

from bot.aws.clients import Aws
from bot.aws.reads import Read
from bot.core.model.read import NotFound, ReadFailed

INVOKE = Read("Invoke", "lambda:InvokeFunction", ("ResourceNotFoundException",))
SECONDS = 60.0
ONE_CALL = Config(
    connect_timeout=3,
    read_timeout=45,
    retries={"total_max_attempts": 1},
    user_agent_extra="redrive",
)
"""The function takes up to 30 seconds, and a second call would be a second function."""


@dataclass(frozen=True, slots=True)
class Held:
    """One queue: how many messages, since when the oldest (seconds since 1970), by kind.

    `left` is how many are still there.
    """

    count: int
    oldest: float | None
    kinds: Mapping[str, int]
    left: int


@dataclass(frozen=True, slots=True)
class Redriven:
    """What `events` says: by queue, and whether there may be `more` than it had time for."""

    queues: Mapping[str, Held]
    more: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """The function ended with an error, in its own words."""

    says: str


def redrive(aws: Aws, function: str, *, play: bool) -> Redriven | Failed | NotFound | ReadFailed:
    """Ask the function of the session's Region."""
    payload = json.dumps({"source": "budget-check.redrive", "play": play})
    client = aws.lambda_(aws.region)

    def call() -> Redriven | Failed:
        answer = client.invoke(FunctionName=function, Payload=payload)
        said = json.loads(answer["Payload"].read() or b"null")
        if answer.get("FunctionError"):
            return Failed(str(said.get("errorMessage") or said))
        return _read(said)

    return aws.ask(INVOKE, function, call, SECONDS)


def _read(said: Any) -> Redriven | Failed:
    """An older version of `events` takes this event for one that it does not follow up."""
    if not isinstance(said, dict):
        return Failed("it is of an older version, which knows no redrive: deploy again.")
    queues = {name: Held(**held) for name, held in said["queues"].items()}
    return Redriven(queues, bool(said["more"]))
