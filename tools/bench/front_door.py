"""From the start of the front door's process to its first signed answer, beside two baselines.

All three run from the same artefact, unzipped, under awslambdaric, turn by turn. Ours fetches its
secrets as well, with 50 ms added to that call.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import boto3

from playground.aws.control import Control
from playground.aws_lambda.function import ACCOUNT, REGION, Code, Function
from playground.slack import LocalSlack, seed
from playground.slack.model import TEAM_ID
from playground.slack.requests import form_request
from tools.bench.figure import Figure

_LATENCY = 0.05
_RUNS = 15
_SECRETS = "/budget-check/bench/slack"
_FLOOR, _PLAIN = 1.25, 0.5
_OURS = "handlers.slack.handler"
_BASELINES = Path(__file__).with_name("baselines")
_SECRET_VALUES = {
    "SLACK_BOT_TOKEN": seed.BOT_TOKEN,
    "SLACK_SIGNING_SECRET": seed.SIGNING_SECRET,
}
_COMMAND = {
    "team_id": TEAM_ID,
    "channel_id": seed.FINOPS,
    "user_id": seed.MENDER,
    "command": "/budget-check",
    "text": "tax",
    "response_url": "http://127.0.0.1:9/response/R1",
}


def measure(url: str, code: Code) -> list[Figure]:
    """Both ratios, of the medians over some cold starts."""
    with LocalSlack() as slack, _with_baselines(code) as both, _latency(url):
        environment = _environment(url, slack)
        handlers = (_OURS, "acknowledges.handler", "plain.handler")
        took: dict[str, list[float]] = {handler: [] for handler in handlers}
        for _ in range(_RUNS + 1):
            for handler in handlers:
                known = environment if handler == _OURS else environment | _SECRET_VALUES
                took[handler].append(_start(both, handler, known))
    ours, floor, plain = (statistics.median(took[handler][1:]) for handler in handlers)
    return [
        _figure(ours, floor, "a Bolt app that only acknowledges", _FLOOR, "at most"),
        _figure(ours, plain, "Bolt's adapter with boto3 clients and Tracer", _PLAIN, "under"),
    ]


def _figure(ours: float, other: float, what: str, goal: float, word: str) -> Figure:
    ratio = ours / other
    return Figure(
        f"front door, process start to first signed answer, secrets fetched (50 ms), beside {what}",
        f"{ours * 1000:.0f} ms = {ratio:.2f} x {other * 1000:.0f} ms",
        f"{word} {goal:g} x",
        ratio <= goal,
    )


def _start(code: Code, handler: str, environment: Mapping[str, str]) -> float:
    request = form_request(dict(_COMMAND), seed.SIGNING_SECRET)
    headers = {name.lower(): value for name, value in request.headers.items()}
    event = {
        "version": "2.0",
        "requestContext": {"http": {"method": "POST"}},
        "headers": headers,
        "body": request.body,
        "isBase64Encoded": False,
    }
    started = time.perf_counter()
    with Function(code, handler, environment) as function:
        outcome = function.invoke(event)
        took = time.perf_counter() - started
        answer = outcome.payload
        if not isinstance(answer, dict) or answer["statusCode"] != 200:
            raise RuntimeError(f"{handler} did not acknowledge: {outcome}; {function.lines[-5:]}")
    return took


def _environment(url: str, slack: LocalSlack) -> dict[str, str]:
    """Ours has its secrets in SSM, the baselines theirs in the environment."""
    session = boto3.Session(ACCOUNT, "bench", region_name=REGION)
    ssm, sqs = session.client("ssm", endpoint_url=url), session.client("sqs", endpoint_url=url)
    for name, value in (("bot-token", seed.BOT_TOKEN), ("signing-secret", seed.SIGNING_SECRET)):
        ssm.put_parameter(
            Name=f"{_SECRETS}/{name}", Value=value, Type="SecureString", Overwrite=True
        )
    return {
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "bench",
        "CHECK_QUEUE_URL": sqs.create_queue(QueueName="bench-check")["QueueUrl"],
        "SLACK_API_URL": slack.api_url,
        "SLACK_SECRETS_PARAMETER": _SECRETS,
        "SLACK_TEAM_ID": TEAM_ID,
    }


@contextmanager
def _latency(url: str) -> Iterator[None]:
    control = Control(url)
    control.fault("ssm", "GetParameters", latency=_LATENCY)
    try:
        yield
    finally:
        control.forget_faults()


@contextmanager
def _with_baselines(code: Code) -> Iterator[Code]:
    """The artefact with both baselines in it, compiled as it is itself."""
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        folder = Path(scratch, "task")
        shutil.copytree(code.folder, folder)
        names = [Path(shutil.copy(one, folder)).name for one in _BASELINES.glob("[a-z]*.py")]
        compiled = ["-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", *names]
        subprocess.run([str(code.python), *compiled], cwd=folder, check=True)  # noqa: S603
        yield Code(code.python, folder)
