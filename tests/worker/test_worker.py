"""Attempts: what is tried again, after how long, how often, and what is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from bot.core.findings import Status
from bot.core.jobs import Job, Place, dumps, loads, sender_of
from bot.core.jobs.checks import Command
from bot.errors import JobError, SlackError, SlackSilentError
from bot.jobs.context import ProcessContext
from bot.slack.client import Slack
from bot.worker.worker import ATTEMPTS, Worker
from playground.slack import Fault, LocalSlack, seed
from tests.jobs.fakes import FakeReader, KeptQueue
from tests.slack.conftest import settings_for


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
        worker = Worker(
            ProcessContext(settings=settings, slack=client, reader=FakeReader(), queue=queue)
        )
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


def test_after_the_last_attempt_it_fails_with_a_record(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.slack.faults.add(Fault("chat.postMessage", status=503))
    with pytest.raises(SlackSilentError):
        bench.worker.work(replace(bench.job, attempt=ATTEMPTS - 1))
    assert bench.queue.sent == []
    assert (
        f"Job J1 (command) given up after {ATTEMPTS} attempts: Slack gave no answer to chat"
        in caplog.text
    )


def test_a_refusal_is_not_tried_again(bench: Bench) -> None:
    bench.slack.fail("chat.postMessage", "invalid_blocks")
    bench.slack.faults.add(Fault("response_url", "invalid_blocks", 400, times=2))
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


@dataclass
class Counted:
    """Measures that a test can look at."""

    verdicts: list[Status] = field(default_factory=list)
    jobs: list[str] = field(default_factory=list)

    def checked(self, verdict: Status) -> None:
        self.verdicts.append(verdict)

    def acted(self, what: str) -> None:
        raise AssertionError(what)

    def worked(self, kind: str, seconds: float) -> None:
        assert 0 <= seconds < 30
        self.jobs.append(kind)


def test_checks_and_jobs_are_counted_also_where_they_fail(bench: Bench) -> None:
    counted, settings = Counted(), settings_for(bench.slack)
    client = Slack(settings.bot_token, settings.slack_api_url)
    parts = ProcessContext(
        settings=settings, slack=client, reader=FakeReader(), queue=bench.queue, measures=counted
    )
    worker = Worker(parts)
    worker.work(bench.job)
    assert (counted.verdicts, counted.jobs) == ([Status.BROKEN], ["command"])
    bench.slack.fail("chat.postMessage", "invalid_blocks")
    bench.slack.faults.add(Fault("response_url", "invalid_blocks", 400, times=2))
    with pytest.raises(SlackError):
        worker.work(bench.job)
    assert counted.jobs == ["command", "command"]


def test_a_job_of_another_version_is_said_not_to_be_done(bench: Bench) -> None:
    old = dumps(bench.job).replace('"version": 1', '"version": 0')
    with pytest.raises(JobError):
        loads(old)
    known = sender_of(old)
    assert known == ("J1", bench.job.place)
    bench.worker.stale(known[1], known[0])
    (told,) = bench.slack.messages(seed.FINOPS, seen_by=seed.MENDER)
    assert told.ephemeral and "another version" in told.text


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"id": 1}', '{"id": "J", "place": {"team": 1}}'])
def test_what_names_nobody_tells_nobody(text: str) -> None:
    assert sender_of(text) is None
