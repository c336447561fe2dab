"""A queue that takes no job: the person is told at once, wherever they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from bot.core.jobs import Job
from bot.core.texts.loading_views import NOT_TAKEN
from bot.errors import QueueError
from bot.jobs.context import ProcessContext
from bot.slack.app import build
from bot.slack.client import Slack
from bot.slack.server import Server
from bot.worker.local_queue import LocalQueue
from bot.worker.worker import Worker
from playground.slack import Fault, LocalSlack, Message, seed
from tests.features.check.test_command import everything
from tests.jobs.fakes import FakeReader
from tests.slack.conftest import settings_for
from tests.waiting import UNHURRIED


@dataclass
class Valve:
    """A Queue that takes nothing once it is shut."""

    queue: LocalQueue
    shut: bool = False

    def send(self, job: Job, delay_seconds: int = 0) -> None:
        if self.shut:
            raise QueueError("budget-check-test-check", "sqs did not answer.")
        self.queue.send(job, delay_seconds)

    def send_all(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            self.send(job)


@dataclass
class World:
    slack: LocalSlack
    valve: Valve

    def answer(self) -> Message:
        """A posted answer, and the queue shut after it."""
        self.slack.person(seed.MENDER).command("/budget-check tax", seed.FINOPS)
        assert self.valve.queue.drain(UNHURRIED)
        self.valve.shut = True
        return self.slack.messages(seed.FINOPS)[-1]

    def told(self) -> list[str]:
        shown = self.slack.messages(seed.FINOPS, seen_by=seed.MENDER)
        return [message.text for message in shown if message.ephemeral]


@pytest.fixture
def world() -> Iterator[World]:
    with LocalSlack() as slack:
        settings, queue = settings_for(slack), LocalQueue()
        client = Slack(settings.bot_token, settings.slack_api_url)
        worker = Worker(
            ProcessContext(settings=settings, slack=client, reader=FakeReader(), queue=queue)
        )
        queue.start(worker.work, worker.failed)
        valve = Valve(queue)
        with Server(build(settings, valve), 0) as server:
            slack.app_url = server.url
            yield World(slack, valve)
        queue.close()


def test_a_command_is_answered_with_the_sentence(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.valve.shut = True
    reply = world.slack.person(seed.MENDER).command("/budget-check tax", seed.FINOPS)
    assert reply.in_time and not reply.trouble
    assert world.told() == [NOT_TAKEN]
    assert "budget-check-test-check did not take a job: sqs did not answer." in caplog.text


def test_a_button_is_answered_beside_its_message(world: World) -> None:
    answer = world.answer()
    reply = world.slack.person(seed.MENDER).press(answer, "check.again")
    assert reply.in_time and world.told()[-1] == NOT_TAKEN


def test_a_loading_view_does_not_load_for_ever(world: World) -> None:
    answer = world.answer()
    reply = world.slack.person(seed.MENDER).press(answer, "check.details")
    assert reply.in_time
    (view,) = world.slack.views(seed.MENDER)
    assert everything(view.blocks).strip() == NOT_TAKEN


def test_a_loading_view_that_slack_lost_leaves_the_message(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    answer = world.answer()
    world.slack.fail("views.update", "not_found")
    assert world.slack.person(seed.MENDER).press(answer, "check.details").in_time
    assert world.told()[-1] == NOT_TAKEN
    assert "still says that it is loading" in caplog.text


def test_where_nobody_can_be_told_the_log_says_so(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    answer = world.answer()
    world.slack.faults.add(Fault("response_url", "gone", 404))
    assert world.slack.person(seed.MENDER).press(answer, "check.again").status == 200
    assert "The person could not be told" in caplog.text
