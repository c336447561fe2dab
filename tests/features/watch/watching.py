"""A watch that a test arranges: budgets on one topic, and somebody who changes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from bot.core.aws_events import ResourceKind
from bot.core.findings import Status
from bot.core.jobs import Job
from bot.core.jobs.outbox import Send, SendDue
from bot.core.jobs.watch import ResourceChanged, Watch
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from bot.jobs.context import fresh_id
from bot.slack.client import Slack
from bot.slack.render.message import sentence
from bot.store.verdicts import LastVerdict
from playground.slack import Message, seed
from tests.conftest import EmbeddedAws
from tests.core.alerts.texts import ACCOUNT, TOPIC
from tests.features.alert.world import Alerts, Reader, alerts
from tests.features.world import text_of


@dataclass
class Seconds(Reader):
    """A Reader whose checks are as old as the world's clock."""

    world: list[Alerts] = field(default_factory=list)

    def facts(self, account: str | ReadFailed, name: str) -> Facts:
        return replace(super().facts(account, name), now=self.world[0].clock())


@contextmanager
def watching(aws: EmbeddedAws, **settings: Any) -> Iterator[Alerts]:
    """The world of alerts with such a reader; a test arranges what the watch knows."""
    with alerts(aws, fresh_id, **settings) as found:
        reader = Seconds(account_id=ACCOUNT, world=[found])
        found.reader = reader
        found.worker.parts = replace(found.worker.parts, reader=reader)
        yield found


def have(world: Alerts, names: int | list[str]) -> list[str]:
    """Budgets, or so many of them, whose alerts arrive, as the watch knows."""
    several = names if isinstance(names, list) else [f"team-{n:03}" for n in range(names)]
    world.reader.names = several
    for name in world.reader.names:
        known = LastVerdict(ACCOUNT, name, Status.OK, "", world.clock(), (TOPIC,))
        world.store.verdicts.note(known)
    return world.reader.names


def turned(world: Alerts, *, broken: bool, event: str = "e1") -> ResourceChanged:
    """Somebody changes the topic: CloudTrail's event of it."""
    world.clock.pass_(minutes=1)
    world.reader.broken = broken
    at = world.clock().isoformat()
    kind = ResourceKind.TOPIC.value
    return ResourceChanged(
        event, "SetTopicAttributes", "alice", at, ACCOUNT, "eu-central-1", kind, TOPIC, "", ""
    )


def checks_of(world: Alerts, what: ResourceChanged) -> list[Job]:
    """The jobs that check its budgets, which nobody gets any more but the test."""
    world.work(what, what.event)
    checks = [job for job, _ in world.queue.sent if isinstance(job.what, Watch)]
    world.queue.sent.clear()
    return checks


def hear(world: Alerts, what: ResourceChanged) -> None:
    """Every job of it, each once, in the order of its delay; those that come late at the end."""
    world.work(what, what.event)
    settle(world)


def settle(world: Alerts) -> None:
    while world.queue.sent:
        sent, world.queue.sent = world.queue.sent, []
        for job, _ in sorted(sent, key=lambda one: one[1]):
            world.worker.work(job)


def left_to_tell(world: Alerts) -> list[Job]:
    """The jobs that say something later, which nobody gets any more but the test."""
    found = [job for job, _ in world.queue.sent if isinstance(job.what, Send)]
    world.queue.sent = [one for one in world.queue.sent if not isinstance(one[0].what, Send)]
    return found


def schedule(world: Alerts, **time: float) -> None:
    """Time passes, and the schedule comes round."""
    world.clock.pass_(**time)
    world.work(SendDue(), "due")
    settle(world)


def unsaid(world: Alerts) -> tuple[str, ...]:
    """What the outbox still holds."""
    return world.store.outbox.due(world.clock() + timedelta(days=2)).items


def say(world: Alerts, words: str, thread: str = "") -> Message:
    """Something else is said in the channel."""
    client = Slack(world.settings.bot_token, world.settings.slack_api_url)
    ts = client.post(seed.FINOPS, sentence("said", words), "said", thread)
    return next(m for m in world.slack.messages(seed.FINOPS) if m.ts == ts)


def text(message: Message) -> str:
    return text_of(message)


def in_thread(world: Alerts, root: Message) -> list[Message]:
    return [m for m in world.slack.messages(seed.FINOPS) if m.thread_ts == root.ts != m.ts]
