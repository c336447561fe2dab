"""One check: wall time with 50 ms on every AWS call, against its longest chain of calls."""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from datetime import UTC, datetime

from bot.aws.clients import Aws
from bot.aws.gather import read
from bot.aws.session import session
from bot.core.findings import Status
from bot.core.report import judge
from playground.aws.control import Control
from playground.scenarios.load import find, put
from playground.scenarios.model import Key, Scenario
from playground.scenarios.policies import ACCOUNT
from tools.bench.figure import Figure

_LATENCY = 0.05
_RUNS = 15
_GOAL = 1.25


def measure(url: str) -> list[Figure]:
    """5 notifications on 3 topics and 3 keys, the keys named by ARN and then by alias."""
    by_arn, by_alias = _ladder("bench-arn", by_arn=True), _ladder("bench-alias", by_arn=False)
    put(url, (by_arn, by_alias))
    with Aws(session()) as aws:
        return [
            _figure(aws, Control(url), by_arn.budget, "keys by ARN", chain=4),
            _figure(aws, Control(url), by_alias.budget, "keys by alias", chain=5),
        ]


def _ladder(name: str, *, by_arn: bool) -> Scenario:
    """The scenario of several notifications, with keys that work."""
    base = find("several-notifications")
    arns = {topic.arn: topic.arn.replace("ladder", name) for topic in base.topics}
    topics = tuple(
        replace(t, name=(n := t.name.replace("ladder", name)), key=Key(n, by_arn=by_arn))
        for t in base.topics
    )
    notifications = tuple(replace(n, topic=arns[n.topic or ""]) for n in base.notifications or ())
    return replace(base, name=name, budget=name, topics=topics, notifications=notifications)


def _figure(aws: Aws, control: Control, name: str, keys: str, chain: int) -> Figure:
    _once(aws, name)  # a worker keeps its clients: they are made before the clock starts
    control.fault(latency=_LATENCY)
    try:
        median = statistics.median(_once(aws, name) for _ in range(_RUNS))
    finally:
        control.forget_faults()
    ratio = median / (chain * _LATENCY)
    return Figure(
        f"one check, 50 ms a call, 5 notifications, 3 topics, 3 {keys}",
        f"{median * 1000:.0f} ms = {ratio:.2f} x the longest chain of {chain} calls",
        f"at most {_GOAL} x",
        ratio <= _GOAL,
    )


def _once(aws: Aws, name: str) -> float:
    started = time.perf_counter()
    report = judge(read(aws, ACCOUNT, name, datetime.now(UTC)))
    seconds = time.perf_counter() - started
    if report.verdict is not Status.OK:
        raise RuntimeError(f"the bench's own budget is {report.verdict}: {report.findings[0].says}")
    return seconds
