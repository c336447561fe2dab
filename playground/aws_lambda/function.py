"""A deployed function as a process: the unzipped artefact under awslambdaric."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from playground.aws_lambda.output import Output
from playground.aws_lambda.runtime_api import Outcome, RuntimeApi

ACCOUNT = "111111111111"
REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class Code:
    """Which interpreter runs which unzipped artefact."""

    python: Path
    folder: Path


class Function:
    """One execution environment of a function; a context manager that ends it.

    `environment` is what the function's configuration would hold, the credentials of its role
    included. Nothing of this process's own environment gets in.
    """

    def __init__(self, code: Code, handler: str, environment: Mapping[str, str]) -> None:
        self.name = f"budget-check-test-{handler.split('.')[1]}"
        self._api = RuntimeApi(f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{self.name}")
        known = {**self._own(code), **environment, "_HANDLER": handler}
        self._process = subprocess.Popen(  # noqa: S603 (our own words only)
            [str(code.python), "-m", "awslambdaric", handler],
            cwd=code.folder,
            env=known,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        assert self._process.stdout  # noqa: S101  # as asked for
        self._output = Output(self._process.stdout)

    def invoke(self, event: object, seconds: float = 300.0) -> Outcome:
        """One invocation. TimeoutError."""
        return self._api.invoke(event, seconds)

    def failed_start(self, seconds: float = 300.0) -> Outcome:
        """The error that ended the start. TimeoutError where it did not fail."""
        return self._api.outcome(seconds)

    @property
    def lines(self) -> Sequence[str]:
        """Every line of the log: whatever an answer's function printed before it is there."""
        return self._output.lines()

    def logs(self) -> Sequence[Mapping[str, object]]:
        """Every line of the log that is a JSON object."""
        found = []
        for line in self.lines:
            try:
                read = json.loads(line)
            except ValueError:
                continue
            if isinstance(read, dict):
                found.append(read)
        return found

    def close(self) -> None:
        """End the process and its Runtime API."""
        self._process.terminate()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._output.close(5)
        self._api.close()

    def __enter__(self) -> Function:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _own(self, code: Code) -> dict[str, str]:
        return {
            "AWS_LAMBDA_RUNTIME_API": self._api.address,
            "AWS_LAMBDA_FUNCTION_NAME": self.name,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1769",
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_LOG_FORMAT": "JSON",
            "AWS_LAMBDA_LOG_LEVEL": "INFO",
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "LAMBDA_TASK_ROOT": str(code.folder),
            "TZ": ":UTC",
            "LANG": "en_US.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",  # /var/task is read-only
        }
