"""A crowd of alerts in a minute, against a Slack that takes an eighth of them and answers 429.

It stands for 500 and the one message a second that Slack really takes: a quarter of them, each of
which costs four seconds, wait as long and try as often, with a quarter of the 18,000 calls to the
tables.
"""

from __future__ import annotations

import heapq
from collections import Counter
from datetime import timedelta

import pytest

from bot.core.jobs import Job
from playground.slack import Fault, web_api
from tests.core.alerts.texts import Said
from tests.features.alert.world import NOBODY, NOW, Alerts

MANY, EACH = 125, 4.0


class Passing:
    """The queue in a time that passes by itself: each job at its moment, one after another."""

    def __init__(self, world: Alerts) -> None:
        self._world = world
        self._waiting: list[tuple[float, int, Job]] = []
        self._count = 0
        self.worked = 0

    def add(self, at: float, job: Job) -> None:
        self._count += 1
        heapq.heappush(self._waiting, (at, self._count, job))

    def run(self) -> float:
        """Until nothing is left; the last moment, in seconds."""
        world, now = self._world, 0.0
        while self._waiting:
            at, _, job = heapq.heappop(self._waiting)
            world.slack.clock.advance(at - now)
            now = at
            world.clock.now = NOW + timedelta(seconds=now)
            world.worker.work(job)
            self.worked += 1
            for again, delay in world.queue.sent:
                self.add(now + delay, again)
            world.queue.sent.clear()
        return now


def test_many_alerts_in_a_minute_are_each_posted_once(
    world: Alerts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each tenth comes twice, and five posts are taken without an answer."""
    monkeypatch.setattr(web_api, "SECONDS_PER_MESSAGE", EACH)
    passing = Passing(world)
    world.slack.web_api.rate_limit = True
    world.reader.broken = False
    world.reader.names = [f"budget-{n}" for n in range(MANY)]
    for n, name in enumerate(world.reader.names):
        job = Job(f"m{n}", NOBODY, world.alerted(f"m{n}", Said(name=name)))
        for copy in range(1 if n % 10 else 2):
            passing.add(n * 60 / MANY + copy / 2, job)
    for _ in range(5):
        world.slack.faults.add(Fault("chat.postMessage", drop=True, after=True))
    took = passing.run()
    marks = Counter(post.metadata["event_payload"]["check"] for post in world.posts())
    assert marks == Counter(f"m{n}" for n in range(MANY))
    threads = [world.store.threads.get(f"m{n}") for n in range(MANY)]
    assert all(thread and thread.ts for thread in threads)
    assert took < 3 * MANY * EACH and passing.worked < 8 * MANY
