"""One call to the embedded AWS, which all tests and the playground wait for."""

from __future__ import annotations

import statistics
import time

import boto3

from playground.scenarios.model import REGION
from playground.scenarios.policies import ACCOUNT
from tools.bench.figure import Figure

_GOAL = 0.01
_RUNS = 100


def measure(url: str) -> Figure:
    """The median over some calls by one client, one behind another."""
    session = boto3.Session(ACCOUNT, "bench", region_name=REGION)
    sqs = session.client("sqs", endpoint_url=url)
    sqs.list_queues()
    took = []
    for _ in range(_RUNS):
        started = time.perf_counter()
        sqs.list_queues()
        took.append(time.perf_counter() - started)
    sqs.close()
    median = statistics.median(took)
    return Figure(
        "one call to the embedded AWS",
        f"{median * 1000:.1f} ms",
        f"under {_GOAL * 1000:g} ms",
        median < _GOAL,
    )
