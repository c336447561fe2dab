"""`topic:`: wall time with 50 ms on every AWS call, against its longest chain of calls.

An encrypted topic that a budget shares with one of every kind that may publish there, in an account
that has nothing else. Every kind of sender is read.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime

from bot.aws.clients import Aws
from bot.aws.senders import all_readers
from bot.aws.session import session
from bot.aws.topic_senders import read_topic
from bot.core.findings import Status
from bot.core.topic_report import judge_topic
from playground.aws.control import Control
from playground.aws.process import running
from playground.scenarios.load import find, put
from playground.scenarios.model import Key, OtherSender, Scenario, Topic
from playground.scenarios.policies import (
    ACCOUNT,
    BUDGETS,
    BUDGETS_ON_KEY,
    OWNER,
    ROOT,
    allow_on_key,
    allow_on_topic,
)
from tools.bench.figure import Figure

_LATENCY = 0.05
_RUNS = 15
_GOAL = 1.25
_CHAIN = 3
"""The topic, its key by an alias, the key's policy; the buses, the rules of one, a rule take as
many."""
_PUBLISHING = {
    one.sender.setting: str(one.sender.principal("aws"))
    for one in all_readers()
    if one.sender.encrypted_topics
}
"""The principals of all that may publish to an encrypted topic, by their words in SENDERS."""
_SENDERS = tuple(one.sender.setting for one in all_readers())


def measure() -> Figure:
    """The median of several runs."""
    scenario = _shared()
    with running() as server, _reached_at(server.url), Aws(session()) as aws:
        put(server.url, [scenario])
        return _figure(aws, server.control, scenario)


def _shared() -> Scenario:
    name, services = "bench-shared", tuple(_PUBLISHING.values())
    statements = (allow_on_topic(one, f"Allow{n}") for n, one in enumerate(services))
    key = Key(name, (ROOT, BUDGETS_ON_KEY, allow_on_key(*services)))
    topic = Topic(name, (OWNER, BUDGETS, *statements), key=key)
    senders = (OtherSender(word, f"bench-{word}", "OK", "delivers") for word in _PUBLISHING)
    return replace(
        find("shared-topic"), name=name, budget=name, topics=(topic,), senders=tuple(senders)
    )


def _figure(aws: Aws, control: Control, scenario: Scenario) -> Figure:
    topic = scenario.topics[0].arn
    _once(aws, topic)  # a worker keeps its clients: they are made before the clock starts
    control.fault(latency=_LATENCY)
    median = statistics.median(_once(aws, topic) for _ in range(_RUNS))
    ratio = median / (_CHAIN * _LATENCY)
    return Figure(
        f"one topic, 50 ms a call, {1 + len(_PUBLISHING)} kinds of senders on it, all read",
        f"{median * 1000:.0f} ms = {ratio:.2f} x the longest chain of {_CHAIN} calls",
        f"at most {_GOAL} x",
        ratio <= _GOAL,
    )


def _once(aws: Aws, topic: str) -> float:
    started = time.perf_counter()
    report = judge_topic(read_topic(aws, ACCOUNT, topic, datetime.now(UTC), _SENDERS))
    seconds = time.perf_counter() - started
    found = {one.name: one.verdict for one in report.senders}
    if report.verdict is not Status.OK or len(found) != 1 + len(_PUBLISHING):
        raise RuntimeError(f"the bench's own topic is {report.verdict}: {found}, {report.unread}")
    return seconds


@contextmanager
def _reached_at(url: str) -> Iterator[None]:
    """The bot's own AWS is this one meanwhile: the other holds every scenario's budgets."""
    before = os.environ["AWS_ENDPOINT_URL"]
    os.environ["AWS_ENDPOINT_URL"] = url
    try:
        yield
    finally:
        os.environ["AWS_ENDPOINT_URL"] = before
