"""`python -m playground.demo.serve`: the bot on a laptop that AWS's events reach as well."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import pytest

from bot.core.jobs import Job
from bot.core.jobs.alert_threads import Alerted
from bot.events import schedule
from playground.aws.process import ROOT
from playground.demo.bot import FUNCTION, environment, hearing, serving
from playground.demo.events_endpoint import LARGEST, EventsEndpoint
from playground.page import sweep as sweeping
from playground.page.sweep import sweep
from playground.scenarios.load import find, seed
from playground.slack import LocalSlack
from playground.slack import seed as people
from tests.conftest import EmbeddedAws
from tests.features.world import text_of
from tests.waiting import UNHURRIED

HEALTHY = find("customer-key")


class Kept:
    """A queue that keeps what it is sent, or is closed."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.closed = False

    def send(self, job: Job, delay_seconds: int = 0) -> None:
        if self.closed:
            raise RuntimeError("The queue is closed.")
        self.jobs.append(job)

    def send_all(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            self.send(job)


@pytest.fixture
def queue() -> Kept:
    return Kept()


@pytest.fixture
def door(queue: Kept) -> Iterator[EventsEndpoint]:
    with EventsEndpoint(queue) as found:
        yield found


def post(url: str, body: bytes, **headers: str) -> int:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=UNHURRIED)
    try:
        connection.request("POST", parts.path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def event(**record: str) -> bytes:
    message = {"MessageId": "m1", "TopicArn": "t", "Message": "text", **record}
    return json.dumps({"Records": [{"EventSource": "aws:sns", "Sns": message}]}).encode()


def test_the_door_leaves_the_jobs_of_an_event(door: EventsEndpoint, queue: Kept) -> None:
    assert post(door.url, event()) == 202
    assert post(door.url, b'{"source": "budget-check.schedule"}') == 202
    tick = schedule.take({"source": schedule.SCHEDULE}, "id") or ()
    assert [job.what for job in queue.jobs[1:]] == [job.what for job in tick]
    assert tick
    assert isinstance(queue.jobs[0].what, Alerted)
    assert queue.jobs[0].id == "m1"


def test_what_nothing_takes_is_taken_and_left_alone(door: EventsEndpoint, queue: Kept) -> None:
    assert post(door.url, b'{"detail-type": "Scheduled Event"}') == 202
    assert post(door.url, b'{"Records": []}') == 202
    assert queue.jobs == []


@pytest.mark.parametrize("body", [b"", b"no JSON", b"[]", b"\xff", b'"text"'])
def test_what_is_no_event_is_refused(door: EventsEndpoint, queue: Kept, body: bytes) -> None:
    assert post(door.url, body) == 400
    assert queue.jobs == []


def test_another_path_and_too_much_are_refused(door: EventsEndpoint) -> None:
    assert post(door.url.replace("/events", "/slack/events"), event()) == 404
    assert post(door.url, b"{}", **{"Content-Length": str(LARGEST + 1)}) == 413


def test_a_queue_that_is_closed_has_the_event_sent_again(door: EventsEndpoint, queue: Kept) -> None:
    queue.closed = True
    assert post(door.url, event()) == 503


def test_an_alert_that_aws_hands_over_is_posted(embedded_aws: EmbeddedAws) -> None:
    seed(embedded_aws.url, [HEALTHY.name])
    topic, control = HEALTHY.topics[0], embedded_aws.control
    with LocalSlack() as slack:
        bot = hearing(environment(embedded_aws.url, slack))
        with serving(bot, events=True) as address:
            slack.app_url = address
            sns = embedded_aws.client("sns", topic.region)
            sns.subscribe(TopicArn=topic.arn, Protocol="lambda", Endpoint=FUNCTION)
            control.begin_period(topic.account, HEALTHY.budget)
            assert control.set_spend(topic.account, HEALTHY.budget, 5e3)
            posted = slack.until(lambda: slack.messages(people.ALERTS))[0]
            assert f"🔔 {HEALTHY.budget}: $" in text_of(posted)
            assert slack.person(people.MENDER).command("/budget-check help", people.FINOPS).in_time


def test_a_sweep_is_over_once_the_bot_has_looked(
    embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    seed(embedded_aws.url, [HEALTHY.name])
    control = embedded_aws.control
    with monkeypatch.context() as patch:
        patch.setattr(sweeping, "time", None)  # nobody listens: it never looks at the clock
        sweep(control)
    monkeypatch.setattr(sweeping, "QUIET", 5.0)
    with LocalSlack() as slack:
        bot = hearing(environment(embedded_aws.url, slack))
        with serving(bot, events=True):
            control.forget_calls()
            sweep(control)
            assert control.calls("sns", "GetTopicAttributes")
            assert slack.messages() == []


def test_a_setting_that_is_wrong_ends_it_with_one_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "playground.demo.serve", "--port", "0"],
        cwd=ROOT,
        env={"EVENTS_FUNCTION": "no-arn"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith("EVENTS_FUNCTION is 'no-arn'")
    assert len(done.stderr.splitlines()) == 1
