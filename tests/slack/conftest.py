"""The real app behind a real HTTP server, a local Slack in front of it, a fake AWS behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pytest

from bot.core.jobs import Job, JobQueue
from bot.jobs.context import ProcessContext
from bot.settings import Settings
from bot.slack.app import SlackApp, build
from bot.slack.client import Slack
from bot.slack.server import Server
from bot.worker.local_queue import LocalQueue
from bot.worker.worker import Worker
from playground.slack import LocalSlack, Message, View, seed
from playground.slack.model import BOT_ID, BOT_USER_ID, TEAM_ID
from tests.jobs.fakes import FakeReader, KeptQueue
from tests.waiting import UNHURRIED


@dataclass
class World:
    """Everything that one test needs."""

    slack: LocalSlack
    aws: FakeReader
    queue: LocalQueue
    settings: Settings
    worker: Worker
    seen: list[Job]

    def command(
        self, text: str, channel: str = seed.FINOPS, user: str = seed.MENDER
    ) -> list[Message]:
        """Types the command, waits for the work to end and gives back what the person now sees."""
        before = len(self.messages(channel, user))
        reply = self.slack.person(user).command(f"/budget-check {text}".strip(), channel)
        assert reply.in_time and not reply.trouble, reply
        return self.after(before, channel, user)

    def press(
        self, target: Message | View, action: str, block: str = "", user: str = seed.MENDER
    ) -> list[Message]:
        """Presses a button, waits for the work to end and gives back the new messages."""
        channel = target.channel if isinstance(target, Message) else seed.FINOPS
        before = len(self.messages(channel, user))
        reply = self.slack.person(user).press(target, action, block)
        assert reply.in_time and not reply.trouble, reply
        return self.after(before, channel, user)

    def after(self, before: int, channel: str, user: str) -> list[Message]:
        """What came since, once the queue is empty."""
        assert self.queue.drain(UNHURRIED)
        return self.messages(channel, user)[before:]

    def messages(self, channel: str = seed.FINOPS, user: str = seed.MENDER) -> list[Message]:
        """What `user` sees in a channel, oldest first."""
        shown = self.slack.messages(channel, seen_by=user)
        return list(shown)


def settings_for(slack: LocalSlack) -> Settings:
    """The settings of a bot in the local Slack."""
    return Settings(
        signing_secret=slack.signing_secret,
        bot_token=slack.token,
        slack_api_url=slack.api_url,
        team_id=TEAM_ID,
        bot_id=BOT_ID,
        bot_user_id=BOT_USER_ID,
    )


class SeenQueue:
    """Passes jobs on and remembers them."""

    def __init__(self, queue: JobQueue, seen: list[Job]) -> None:
        self._queue = queue
        self._seen = seen

    def send(self, job: Job, delay_seconds: int = 0) -> None:
        self._seen.append(job)
        self._queue.send(job, delay_seconds)

    def send_all(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            self.send(job)


@pytest.fixture
def viewers() -> tuple[str, ...]:
    """Who may ask; a test overrides it by parametrisation."""
    return ()


@pytest.fixture
def world(viewers: tuple[str, ...]) -> Iterator[World]:
    with LocalSlack() as slack:
        settings = replace(settings_for(slack), viewers=viewers)
        queue, aws = LocalQueue(), FakeReader()
        seen: list[Job] = []
        client = Slack(settings.bot_token, settings.slack_api_url)
        worker = Worker(ProcessContext(settings=settings, slack=client, reader=aws, queue=queue))
        queue.start(worker.work, worker.failed)
        with Server(build(settings, SeenQueue(queue, seen)), 0) as server:
            slack.app_url = server.url
            yield World(slack, aws, queue, settings, worker, seen)
        aws.open.set()
        queue.close()


@pytest.fixture
def queue() -> KeptQueue:
    return KeptQueue()


@pytest.fixture
def app(queue: KeptQueue) -> Iterator[SlackApp]:
    with LocalSlack() as slack:
        yield build(settings_for(slack), queue)
