"""The deployed Lambda functions and what calls them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.aws.clients import Aws
from bot.aws.errors import found
from bot.aws.reads import GET_FUNCTION, Read
from bot.core.model.read import NotFound, ReadFailed

GET_SETTINGS = Read("GetAccountSettings", "lambda:GetAccountSettings")
LIST_MAPPINGS = Read("ListEventSourceMappings", "lambda:ListEventSourceMappings")


@dataclass(frozen=True, slots=True)
class Function:
    """A function as GetFunctionConfiguration shows it, in Lambda's own words."""

    name: str
    state: str
    state_reason: str
    update: str
    update_reason: str
    runtime: str
    code: str
    role: str
    environment: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class EventSource:
    """An event source mapping: `id` is its UUID, `answers` are its FunctionResponseTypes."""

    id: str
    source: str
    state: str
    answers: tuple[str, ...]


def function(aws: Aws, name: str) -> Function | NotFound | ReadFailed:
    """A function of the session's Region."""
    client = aws.lambda_(aws.region)

    def read() -> Function:
        got = client.get_function_configuration(FunctionName=name)
        return Function(
            name=got["FunctionName"],
            state=str(got.get("State", "")),
            state_reason=got.get("StateReason", ""),
            update=str(got.get("LastUpdateStatus", "")),
            update_reason=got.get("LastUpdateStatusReason", ""),
            runtime=str(got.get("Runtime", "")),
            code=got.get("CodeSha256", ""),
            role=got.get("Role", ""),
            environment=got.get("Environment", {}).get("Variables", {}),
        )

    return aws.ask(GET_FUNCTION, name, read)


def sources(aws: Aws, name: str) -> tuple[EventSource, ...] | ReadFailed:
    """What feeds a function."""
    client = aws.lambda_(aws.region)

    def read() -> tuple[EventSource, ...]:
        pages = client.get_paginator("list_event_source_mappings").paginate(FunctionName=name)
        return tuple(
            EventSource(
                id=one.get("UUID", ""),
                source=one.get("EventSourceArn", ""),
                state=one.get("State", ""),
                answers=tuple(map(str, one.get("FunctionResponseTypes", ()))),
            )
            for page in pages
            for one in page["EventSourceMappings"]
        )

    return found(LIST_MAPPINGS, name, aws.ask(LIST_MAPPINGS, name, read))


def concurrency(aws: Aws) -> int | ReadFailed:
    """How many calls the account runs at once in the session's Region, of all functions."""
    client = aws.lambda_(aws.region)

    def read() -> int:
        return client.get_account_settings()["AccountLimit"]["ConcurrentExecutions"]

    return found(GET_SETTINGS, aws.region, aws.ask(GET_SETTINGS, aws.region, read))
