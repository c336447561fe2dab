"""A worker with alerts to post: a local Slack, the real tables, an AWS that a test arranges."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.jobs import Job, Place
from bot.core.jobs.alert_threads import Alerted
from bot.core.jobs.kinds import What
from bot.core.model.budget import Budget, Money, Notification, Subscriber
from bot.core.model.path import Facts
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.subscription import Subscription
from bot.core.model.topic import Topic
from bot.jobs.context import Store, fresh_id
from bot.settings import Settings
from bot.store.tables import Tables
from bot.worker.compose import Clients, compose
from bot.worker.worker import Worker
from playground.slack import LocalSlack, Message, seed
from playground.slack.clock import Clock as SlackClock
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.core.alerts.texts import ACCOUNT, TOPIC, Said
from tests.jobs.fakes import FakeReader, KeptQueue
from tests.slack.conftest import settings_for

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TABLES = Tables.prefixed("budget-check")
NAME = Said().name
NOBODY = Place("", "", "")
_POLICY = {
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "budgets.amazonaws.com"},
            "Action": "SNS:Publish",
            "Resource": TOPIC,
            "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
        }
    ]
}


@dataclass
class Reader(FakeReader):
    """Every budget of `names` spends 204.17 of 250 USD, and its one alert is in `state`.

    Unless `broken`, its topic, which is `topic`, lets AWS Budgets publish and has no key.
    """

    state: str = "ALARM"
    topic: str = TOPIC
    broken: bool = True
    now: datetime = NOW

    def facts(self, account: str | ReadFailed, name: str) -> Facts:
        found = super().facts(account, name)
        if isinstance(found.budget, NotFound | ReadFailed) or isinstance(account, ReadFailed):
            return found
        name = found.name
        kinds = [("ACTUAL", 80.0, self.state), ("ACTUAL", 100.0, "OK"), ("FORECASTED", 150.0, "OK")]
        used = self.topic
        notifications = tuple(
            Notification(
                kind, "GREATER_THAN", percent, "PERCENTAGE", state, (Subscriber("SNS", used),)
            )
            for kind, percent, state in kinds
        )
        budget = Budget(
            name,
            account,
            limit=Money("250.0", "USD"),
            actual=Money("204.17", "USD"),
            forecast=Money("262.5", "USD"),
        )
        topic = Topic(used, account, "eu-central-1", key_reference="alias/aws/sns")
        keys = {used: next(iter(found.keys.values()))} if self.broken else {}
        if not self.broken:
            sms = Subscription(f"{used}:1", "sms", "+15550100")
            policy = json.dumps(_POLICY).replace(TOPIC, used)
            topic = replace(topic, key_reference=None, policy=policy, subscriptions=(sms,))
        return Facts(
            account, name, self.now, budget, notifications, topics={used: topic}, keys=keys
        )


class Clock:
    """A time that stands still until a test lets it pass."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Alerts:
    """Everything that one test needs."""

    slack: LocalSlack
    store: Store
    reader: Reader
    queue: KeptQueue
    clock: Clock
    settings: Settings
    worker: Worker

    def work(self, what: What, id: str = "j1", place: Place = NOBODY, **given: Any) -> None:
        """Work on one job."""
        self.worker.work(Job(id, place, what, **given))

    def arrive(self, id: str = "m1", said: Said | None = None, **given: Any) -> None:
        """An alert arrives now."""
        self.work(self.alerted(id, said), id, **given)

    def alerted(self, id: str = "m1", said: Said | None = None, **different: str) -> Alerted:
        """What SNS delivers."""
        said = said or Said()
        at = self.clock().isoformat().replace("+00:00", "Z")
        return Alerted(id, TOPIC, said.subject, said.body, at)._replace(**different)

    def waiting(self) -> list[tuple[Job, int]]:
        """The jobs that were queued again."""
        return self.queue.sent

    def again(self) -> None:
        """The jobs that were queued again are due: as much time has passed."""
        sent, self.queue.sent = self.queue.sent, []
        self.clock.pass_(seconds=max((delay for _, delay in sent), default=0))
        for job, _ in sent:
            self.worker.work(job)

    def posts(self, channel: str = seed.FINOPS) -> list[Message]:
        """The messages of the channel itself."""
        return [m for m in self.slack.messages(channel) if not m.thread_ts and not m.ephemeral]

    def lines(self) -> list[str]:
        """What stands in threads."""
        found = [m for m in self.slack.messages(seed.FINOPS) if m.thread_ts and not m.ephemeral]
        return [m.text for m in found]

    def press(self, what: What, user: str = seed.MENDER, id: str = "p1") -> None:
        """Somebody presses a button."""
        self.work(what, id, Place("T0BUDGETS", user, seed.FINOPS))


@contextmanager
def alerts(
    aws: EmbeddedAws, new_id: Callable[[], str] = fresh_id, **different: Any
) -> Iterator[Alerts]:
    """The world; `different` are settings."""
    client = aws.client("dynamodb")
    aws.tables(TABLES)
    opened = OpenAws()
    with LocalSlack(clock=SlackClock(NOW.timestamp())) as slack:
        given = {"alerts_channel": seed.FINOPS, "tables_prefix": "budget-check", **different}
        settings = replace(settings_for(slack), **given)
        reader = Reader(names=[NAME], account_id=ACCOUNT)
        queue, clock = KeptQueue(), Clock()
        clients = Clients(opened(), dynamodb=client, tables=TABLES)
        parts = replace(
            compose(settings, queue, clients, clock=clock), reader=reader, new_id=new_id
        )
        assert parts.tables
        yield Alerts(slack, parts.tables, reader, queue, clock, settings, Worker(parts))
    opened.close()
