"""The whole of it: a local Slack, the real app, both workers, the tables, the embedded AWS."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from bot.aws.apply import ONCE
from bot.core.jobs import Job, Place
from bot.core.jobs.change_steps import RunDue
from bot.core.jobs.outbox import Send, SendDue
from bot.jobs.context import Store
from bot.jobs.crash_points import Point
from bot.jobs.queue_router import QueueRouter
from bot.settings import Settings
from bot.slack.app import build
from bot.slack.server import Server
from bot.store.tables import Tables
from bot.worker.compose import Clients, compose
from bot.worker.local_queue import LocalQueue
from bot.worker.worker import Worker
from playground.scenarios.load import find, seed
from playground.scenarios.model import Scenario
from playground.slack import LocalSlack, Message, Reply, View
from playground.slack import seed as people
from playground.slack.shapes import JsonObject
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.check.test_command import everything
from tests.features.delays import Delays
from tests.slack.conftest import settings_for
from tests.waiting import UNHURRIED

TABLES = Tables.prefixed("budget-check")
MENDERS = (people.MENDER, people.APPROVER)


class Clock:
    """The real time, and what a test adds to it."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def pass_(self, **time: float) -> None:
        self.ahead += timedelta(**time)


@dataclass
class Soon:
    """A Queue that loses what is to wait long: the schedule has to find it."""

    queue: LocalQueue
    delays: Delays
    sent: list[Job] = field(default_factory=list)
    loses: bool = False
    """Whether it loses each later attempt to say something, too."""
    holds: tuple[type, ...] = ()
    """The kinds that it keeps back: a test works on them itself."""
    held: list[Job] = field(default_factory=list)

    def send(self, job: Job, delay_seconds: int = 0) -> None:
        if isinstance(job.what, self.holds):
            self.held.append(job)
            return
        self.sent.append(job)
        longest = 0 if self.loses and isinstance(job.what, Send) else 10
        if delay_seconds > longest:
            return
        if delay_seconds > 0:
            self.delays.keep(self.queue, job, delay_seconds)
        else:
            self.queue.send(job)

    def send_all(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            self.send(job)


@dataclass
class Mending:
    """Everything that one test needs, and what people do in it."""

    slack: LocalSlack
    aws: EmbeddedAws
    routes: QueueRouter
    worker: Worker
    settings: Settings
    clock: Clock
    seconds: list[float]
    soon: tuple[Soon, Soon]
    delays: Delays
    channel: str = people.FINOPS
    at: dict[Point, Callable[[], None]] = field(default_factory=dict)
    """What happens, once, at a point between two steps of a change."""

    @property
    def store(self) -> Store:
        """The tables."""
        assert self.worker.parts.tables
        return self.worker.parts.tables

    def settle(self) -> None:
        """Wait until nobody has anything to do; of what is delayed only the clock waits."""
        self._drain()
        while self.delays.hand_over():
            self._drain()

    def _drain(self) -> None:
        """Until no job is ready: one queue can leave work in the other."""
        known = -1
        while known != (sent := sum(len(one.sent) for one in self.soon)):
            known = sent
            assert all(one.queue.drain(UNHURRIED) for one in self.soon)

    def command(self, text: str, user: str = people.MENDER) -> Message:
        """Type the command; the last message that the person now sees."""
        reply = self.slack.person(user).command(f"/budget-check {text}".strip(), self.channel)
        assert reply.in_time and not reply.trouble, reply
        self.settle()
        return self.messages(user)[-1]

    def check(self, name: str, user: str = people.MENDER) -> Message:
        """The answer to a check of the scenario's budget."""
        return self.command(find(name).budget, user)

    def press(self, target: Message | View, action: str, user: str = people.MENDER) -> Reply:
        """Press a button and wait for what comes of it."""
        reply = self.slack.person(user).press(target, action)
        assert reply.in_time and not reply.trouble, reply
        self.settle()
        return reply

    def preview(self, target: Message | View, action: str, user: str = people.MENDER) -> View:
        """Press a button that opens a view; the view as it is then."""
        self.press(target, action, user)
        return self.slack.views(user)[-1]

    def submit(self, view: View, typed: str = "", user: str = people.MENDER) -> str:
        """Submit a view, with `typed` in its one input; what it says in the end."""
        inputs = [block for block in view.blocks if block["type"] == "input"]
        entered = {b["block_id"]: {b["element"]["action_id"]: typed} for b in inputs if typed}
        reply = self.slack.person(user).submit(view, entered)
        assert reply.in_time and not reply.trouble, reply
        self.settle()
        return text_of(view)

    def mend(self, name: str, fix: str, user: str = people.MENDER) -> str:
        """Check, preview, submit: what the view says in the end."""
        return self.submit(self.preview(self.check(name, user), f"fix.{fix}", user), user=user)

    def messages(self, user: str = people.MENDER) -> list[Message]:
        """What `user` sees in the channel and its threads."""
        shown = self.slack.messages(self.channel, seen_by=user)
        return list(shown)

    def answers(self) -> list[Message]:
        """The answers of the channel."""
        return [m for m in self.messages() if not m.thread_ts and not m.ephemeral]

    def thread(self, user: str = people.MENDER) -> list[Message]:
        """What stands in threads for everybody."""
        return [m for m in self.messages(user) if m.thread_ts and not m.ephemeral]

    def alone(self, user: str = people.MENDER) -> list[str]:
        """What this person alone was shown."""
        return [text_of(m) for m in self.messages(user) if m.ephemeral]

    def story(self) -> list[str]:
        """The first line of each message in the threads."""
        return [first_line(message) for message in self.thread()]

    def records(self) -> list[str]:
        """What the log says was done, oldest first."""
        page = self.store.log.of_account("111111111111", 100)
        return [action.what for action in reversed(page.items)]

    def lose_later_attempts(self) -> None:
        """From now on only the schedule finds what could not be said at once."""
        for queue in self.soon:
            queue.loses = True

    def tick(self) -> None:
        """The schedule comes round."""
        for what in (RunDue(), SendDue()):
            self.routes.send(Job(uuid4().hex, Place("", "", ""), what))
        self.settle()

    def forget_accounts(self) -> None:
        """Time passes, and the entries of the accounts are read again."""
        self.seconds[0] += 3600

    def topic(self, name: str) -> dict[str, str]:
        """The topic's attributes now."""
        topic = find(name).topics[0]
        sns = self.aws.client("sns", topic.region)
        found: dict[str, str] = sns.get_topic_attributes(TopicArn=topic.arn)["Attributes"]
        return found

    def key_policy(self, name: str) -> dict[str, Any]:
        """The policy of the key that the topic has now."""
        kms = self.aws.client("kms", find(name).topics[0].region)
        arn = kms.describe_key(KeyId=self.topic(name)["KmsMasterKeyId"])["KeyMetadata"]["Arn"]
        found: dict[str, Any] = json.loads(kms.get_key_policy(KeyId=arn)["Policy"])
        return found

    def arrives(self, name: str) -> bool:
        """Whether the alert reaches a subscription when the budget is overspent now."""
        scenario: Scenario = find(name)
        control = self.aws.control
        account = scenario.topics[0].account
        control.begin_period(account, scenario.budget)
        before = len(control.messages(scenario.topics[0].arn))
        tried = control.set_spend(account, scenario.budget, 5000.0, 5000.0)
        fresh = control.messages(scenario.topics[0].arn)[before:]
        delivers = any(one.outcome == "delivers" for one in tried)
        assert delivers == any(message.outcome == "delivered" for message in fresh)
        control.begin_period(account, scenario.budget)
        control.set_spend(account, scenario.budget, scenario.spent, scenario.forecast, silent=True)
        return delivers


def first_line(message: Message) -> str:
    """What the message says first: that of a change is its push text too."""
    first = message.blocks[0]
    return message.text if first["type"] == "rich_text" else str(first["text"]["text"])


def text_of(shown: Message | View) -> str:
    """Everything that it says, its buttons included."""
    return everything(shown.blocks)


def buttons_of(shown: Message | View) -> list[str]:
    """The action ids of its buttons, those that an overflow menu holds last in their row."""
    rows = (block for block in shown.blocks if block["type"] == "actions")
    return [id for block in rows for element in block["elements"] for id in _ids(element)]


def _ids(element: JsonObject) -> list[str]:
    """Of a menu the ids of the buttons that its options stand for."""
    if element["type"] != "overflow":
        return [element["action_id"]]
    return [option["value"].partition(" ")[0] for option in element["options"]]


@contextmanager
def mending(
    aws: EmbeddedAws,
    opener: OpenAws,
    names: list[str],
    hub: Mapping[str, Any] | None = None,
    **different: Any,
) -> Iterator[Mending]:
    """The world with these scenarios in it; `different` are settings.

    `hub` are the credentials of budget-check where they are not those of the scenarios' account.
    """
    seed(aws.url, names)
    aws.tables(TABLES)
    aws.control.forget_calls()
    with ExitStack() as stack:
        slack = stack.enter_context(LocalSlack())
        given = {"menders": MENDERS, "tables_prefix": "budget-check", **different}
        settings = replace(settings_for(slack), **given)
        at: dict[Point, Callable[[], None]] = {}
        clock, check, mend = Clock(), LocalQueue(), LocalQueue(threads=16)

        def skip(seconds: float) -> None:
            clock.pass_(seconds=seconds)
            slack.clock.advance(seconds)

        delays = Delays(clock, skip)
        soon = Soon(check, delays), Soon(mend, delays)
        routes = QueueRouter(*soon)
        clients = Clients(
            reading=opener(**(hub or {})),
            writing=opener(**(hub or {}), config=ONCE),
            dynamodb=aws.client("dynamodb"),
            tables=TABLES,
        )
        seconds = [0.0]
        composed = compose(settings, routes, clients, clock=clock, seconds=lambda: seconds[0])
        worker = Worker(replace(composed, crash_hook=lambda point: at.pop(point, lambda: None)()))
        for queue in (check, mend):
            queue.start(worker.work, worker.failed)
            stack.callback(queue.close)
        server = stack.enter_context(Server(build(settings, routes), 0))
        slack.app_url = server.url
        world = Mending(
            slack,
            aws,
            routes,
            worker,
            settings,
            clock,
            seconds=seconds,
            soon=soon,
            delays=delays,
            at=at,
        )
        yield world
        world.settle()
