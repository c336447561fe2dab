"""Attempts: what is tried again, after how long, how often, and what is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from bot.core.jobs import Command, Job, Place
from bot.errors import SlackError
from bot.slack.client import Slack
from bot.work.worker import ATTEMPTS, Worker
from playground.slack import Fault, LocalSlack, seed
from tests.slack.conftest import settings_for
from tests.work.fakes import FakeReader, KeptQueue


@dataclass
class Bench:
    slack: LocalSlack
    queue: KeptQueue
    worker: Worker
    job: Job

    def later(self) -> tuple[Job, int]:
        """The job that was queued again, and its delay."""
        ((job, delay),) = self.queue.sent
        return job, delay


@pytest.fixture
def bench() -> Iterator[Bench]:
    with LocalSlack() as slack:
        settings, queue = settings_for(slack), KeptQueue()
        client = Slack(settings.bot_token, settings.slack_api_url)
        url = slack.workspace.new_response_url(seed.MENDER, seed.FINOPS)
        place = Place("T0BUDGETS", seed.MENDER, seed.FINOPS, f"{slack.url}/response/{url.id}")
        worker = Worker(settings, client, FakeReader(), queue)
        yield Bench(slack, queue, worker, Job("J1", place, Command("tax")))


def test_a_rate_limit_waits_as_long_as_slack_says(bench: Bench) -> None:
    bench.slack.faults.add(Fault("chat.postMessage", retry_after=37))
    bench.worker.work(bench.job)
    assert bench.later() == (replace(bench.job, attempt=1), 37)


def test_a_limit_beyond_what_a_queue_can_delay_is_cut(bench: Bench) -> None:
    bench.slack.faults.add(Fault("chat.postMessage", retry_after=7200))
    bench.worker.work(bench.job)
    assert bench.later()[1] == 900


def test_a_limit_of_nothing_still_waits(bench: Bench) -> None:
    bench.slack.faults.add(Fault("chat.postMessage", retry_after=0))
    bench.worker.work(bench.job)
    assert bench.later()[1] == 1


@pytest.mark.parametrize("attempt", range(ATTEMPTS - 1))
def test_silence_waits_longer_each_time_and_is_remembered(bench: Bench, attempt: int) -> None:
    bench.slack.faults.add(Fault("chat.postMessage", drop=True))
    bench.worker.work(replace(bench.job, attempt=attempt))
    assert bench.later() == (
        replace(bench.job, attempt=attempt + 1, unsure=True),
        2**attempt,
    )


def test_an_error_of_slacks_own_is_as_unsure_as_silence(bench: Bench) -> None:
    bench.slack.fail("chat.postMessage", "internal_error", after=True)
    bench.worker.work(bench.job)
    assert bench.later()[0].unsure


def test_silence_elsewhere_says_nothing_about_the_post(bench: Bench) -> None:
    bench.slack.faults.add(Fault("response_url", drop=True))
    bench.worker.work(replace(bench.job, what=Command("help")))
    assert not bench.later()[0].unsure


def test_what_was_unsure_stays_so(bench: Bench) -> None:
    bench.slack.faults.add(Fault("conversations.history", retry_after=3))
    bench.worker.work(replace(bench.job, unsure=True))
    assert bench.later()[0].unsure


def test_after_the_last_attempt_it_is_dropped_with_a_record(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.slack.faults.add(Fault("chat.postMessage", status=503))
    bench.worker.work(replace(bench.job, attempt=ATTEMPTS - 1))
    assert bench.queue.sent == []
    assert (
        f"Job J1 (command) given up after {ATTEMPTS} attempts: Slack gave no answer to chat"
        in caplog.text
    )


def test_a_refusal_is_not_tried_again(bench: Bench) -> None:
    bench.slack.fail("chat.postMessage", "invalid_blocks")
    bench.slack.faults.add(Fault("response_url", "invalid_blocks", 400))
    with pytest.raises(SlackError, match="invalid_blocks"):
        bench.worker.work(bench.job)
    assert bench.queue.sent == []


def test_a_job_without_a_response_url_is_answered_in_the_channel(bench: Bench) -> None:
    job = replace(bench.job, what=Command("help"), place=replace(bench.job.place, response_url=""))
    bench.worker.work(job)
    (told,) = bench.slack.messages(seed.FINOPS)
    assert told.ephemeral and told.visible_to == seed.MENDER


def test_a_job_with_nowhere_to_answer_fails_with_a_record(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    place = replace(bench.job.place, response_url="", channel="", user="U0NOWHERE")
    job = replace(bench.job, what=Command("help"), place=place)
    with pytest.raises(SlackError, match="channel_not_found"):
        bench.worker.work(job)
    bench.worker.failed(job, SlackError("chat.postMessage", "channel_not_found"))
    assert "the person could not be told" in caplog.text
