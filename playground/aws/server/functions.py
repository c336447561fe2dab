"""Lambda, where ministack answers otherwise than AWS."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ministack.core import lambda_runtime
from ministack.core.responses import request_scope
from ministack.services import lambda_svc

from playground.aws.server.asgi import Answer
from playground.aws.server.call import Request
from playground.aws.server.plane import Given, Plane, text
from playground.aws.server.service import Invocation, RefusedError, extend
from playground.aws.server.wire import json_answer


async def _get_policy(call: Invocation) -> Answer:
    """GetPolicy: a function that nobody was given a permission on has none.

    Nor has a bare function those of its versions and aliases, which ministack keeps with its own.
    """
    answer = await call.inner()
    if answer.status != 200:
        return answer
    said = json.loads(answer.body)
    policy = json.loads(said["Policy"])
    if not _is_qualified(call.request):
        policy["Statement"] = [s for s in policy["Statement"] if _is_of_a_bare_function(s)]
    if not policy["Statement"]:
        raise RefusedError(
            "ResourceNotFoundException", "The resource you requested does not exist.", 404
        )
    body = json.dumps({**said, "Policy": json.dumps(policy)}).encode()
    return Answer(answer.status, body, {"Content-Type": "application/json"})


async def _get_concurrency(call: Invocation) -> Answer:
    """GetFunctionConcurrency: null where nothing is reserved, 37 bytes in all (boto/boto3#3364)."""
    answer = await call.inner()
    if answer.status != 200 or json.loads(answer.body):
        return answer
    return json_answer({"ReservedConcurrentExecutions": None}, "rest-json")


def _is_qualified(request: Request) -> bool:
    """Whether the address names a version or an alias, apart or behind the function's name."""
    name = unquote(request.path.partition("/functions/")[2].partition("/")[0])
    return "Qualifier=" in request.query or name.count(":") in (1, 7)


def _is_of_a_bare_function(statement: Mapping[str, Any]) -> bool:
    return str(statement.get("Resource", "")).count(":") == 6


def _ready_at_once(name: str, _delay: float) -> None:
    """Ministack's hook: a function is Active as soon as it is made or changed."""
    config = lambda_svc._functions[name]["config"]
    if config["State"] == "Pending":
        config |= {
            **{"State": "Active", "StateReason": "", "StateReasonCode": ""},
            **{"LastUpdateStatus": "Successful", "LastUpdateStatusReason": ""},
        }


def set_state(given: Given) -> None:
    """Control: `function` (its ARN), `state`, `last_update` ("Successful"), `reason` ("")."""
    parts = text(given, "function").split(":")
    if len(parts) != 7:
        raise ValueError("function must be the ARN of a bare function")
    with request_scope(parts[4], parts[3]):
        function = lambda_svc._functions.get(parts[6])
    if function is None:
        raise ValueError(f"there is no function {given['function']}")
    function["config"] |= {
        "State": text(given, "state"),
        "LastUpdateStatus": text(given, "last_update", "Successful"),
        "StateReason": text(given, "reason", ""),
    }


def _with_its_code_alone(python: str) -> str:
    """A command that runs a function's Python without any site-packages and PYTHONPATH.

    On Lambda there is the artefact and nothing else: what is missing in it must be missing here.
    """
    command = Path(tempfile.mkdtemp(prefix="lambda-python-"), "python")
    command.write_text(f'#!/bin/sh\nexec "{python}" -I -S "$@"\n')
    command.chmod(0o755)
    return str(command)


def install(plane: Plane) -> None:
    """Serve Lambda with ours in front, run by the Python that PLAYGROUND_LAMBDA_PYTHON names."""
    extend("lambda", {"GetPolicy": _get_policy, "GetFunctionConcurrency": _get_concurrency})
    lambda_svc._schedule_state_transition = _ready_at_once
    plane.add("POST", "/lambda/state", set_state)
    python = os.environ.get("PLAYGROUND_LAMBDA_PYTHON")
    if python:
        command = _with_its_code_alone(python)
        theirs = lambda_runtime._detect_runtime_binary
        lambda_runtime._detect_runtime_binary = lambda runtime: (
            (command, lambda_runtime._PYTHON_WORKER_SCRIPT)
            if runtime.startswith("python")
            else theirs(runtime)
        )
