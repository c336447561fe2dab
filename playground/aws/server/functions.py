"""Lambda, where ministack answers otherwise than AWS."""

import json
import os
import tempfile
from pathlib import Path

from ministack.core import lambda_runtime

from playground.aws.server.asgi import Answer
from playground.aws.server.service import Invocation, RefusedError, extend


async def _get_policy(call: Invocation) -> Answer:
    """GetPolicy: a function that nobody was given a permission on has none."""
    answer = await call.inner()
    if answer.status == 200:
        policy = json.loads(json.loads(answer.body)["Policy"])
        if not policy.get("Statement"):
            raise RefusedError(
                "ResourceNotFoundException", "The resource you requested does not exist.", 404
            )
    return answer


def _with_its_code_alone(python: str) -> str:
    """A command that runs a function's Python without any site-packages and PYTHONPATH.

    On Lambda there is the artefact and nothing else: what is missing in it must be missing here.
    """
    command = Path(tempfile.mkdtemp(prefix="lambda-python-"), "python")
    command.write_text(f'#!/bin/sh\nexec "{python}" -I -S "$@"\n')
    command.chmod(0o755)
    return str(command)


def install() -> None:
    """Serve Lambda with ours in front, run by the Python that PLAYGROUND_LAMBDA_PYTHON names."""
    extend("lambda", {"GetPolicy": _get_policy})
    python = os.environ.get("PLAYGROUND_LAMBDA_PYTHON")
    if python:
        command = _with_its_code_alone(python)
        theirs = lambda_runtime._detect_runtime_binary
        lambda_runtime._detect_runtime_binary = lambda runtime: (
            (command, lambda_runtime._PYTHON_WORKER_SCRIPT)
            if runtime.startswith("python")
            else theirs(runtime)
        )
