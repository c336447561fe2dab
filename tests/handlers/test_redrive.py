"""What lies in the dead-letter queues: looked at, and played again exactly once."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import pytest

from bot.aws.http.call import Caller
from bot.aws.http.signature import Credentials
from bot.core.jobs import NOBODY, Job, dumps
from bot.core.jobs.alert_threads import Alerted, Remind
from bot.errors import DeadLetterError, QueueError
from bot.events import jobs_of
from bot.events.inbox import Inbox
from handlers.dead_letters import DeadLetter, DeadLetterQueue
from handlers.redrive import Redrive, becomes
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.core.alerts.texts import TOPIC, Said
from tests.events.signed import ALERT as SIGNED
from tests.events.signed import Signer
from tests.events.test_sns import AT, record
from tests.jobs.fakes import KeptQueue

REGION = "us-east-1"
SAID = Said()
ALERT = Alerted("m1", TOPIC, SAID.subject, SAID.body, AT)
TICK = {"source": "budget-check.schedule"}


def letter(body: object) -> DeadLetter:
    return DeadLetter("d1", body if isinstance(body, str) else json.dumps(body), 0.0, "r")


def failed(payload: object) -> dict[str, object]:
    """As Lambda hands an event over to its on-failure destination."""
    return {
        "version": "1.0",
        "requestContext": {"requestId": "r1", "condition": "RetriesExhausted"},
        "requestPayload": payload,
        "responsePayload": {"errorType": "QueueError"},
    }


@pytest.mark.parametrize(
    ("queue", "body", "jobs"),
    [
        ("check", dumps(Job("m1", NOBODY, ALERT)), [("m1", ALERT)]),
        ("mend", dumps(Job("r1.remind", NOBODY, Remind())), [("r1.remind", Remind())]),
        ("failed", failed({"Records": [record()]}), [("m1", ALERT)]),
        ("subscription", record()["Sns"], [("m1", ALERT)]),
    ],
)
def test_each_becomes_what_it_was(queue: str, body: object, jobs: list[tuple[str, object]]) -> None:
    assert [(j.id, j.what) for j in becomes(queue, letter(body)) or ()] == jobs


def test_a_tick_is_the_same_tick_as_before() -> None:
    first = [job.id for job in becomes("failed", letter(failed(TICK))) or ()]
    assert first == [job.id for job in jobs_of(TICK, "r1") or ()]
    assert {"r1", "r1.messages", "r1.pull-requests", "r1.tickets", "r1.sweeps"} <= {*first}
    assert {job.id.partition(".")[0] for job in becomes("events", letter(TICK)) or ()} == {"d1"}


@pytest.mark.parametrize(
    ("queue", "body"),
    [
        ("check", "no job"),
        ("check", json.dumps({"version": 0, "kind": "command"})),
        ("failed", "{"),
        ("failed", [1]),
        ("failed", {"requestPayload": "text"}),
        ("failed", failed({"source": "nobody's"})),
        ("events", {"source": "nobody's"}),
        ("subscription", {"Type": "Notification"}),
        ("subscription", {"MessageId": {"a": 1}, "Message": "no id"}),
        ("subscription", "[" * 100_000),
        ("events", '{"a":' * 100_000),
        ("check", "[" * 100_000),
    ],
)
def test_what_cannot_be_read_is_nothing(queue: str, body: object) -> None:
    assert becomes(queue, letter(body)) is None


@pytest.mark.parametrize("queue", ["failed", "events", "subscription"])
def test_a_job_comes_only_from_where_sqs_moves_jobs_to(queue: str) -> None:
    """SNS may send to these for any topic, so what they hold is not taken for a job."""
    forged = json.loads(dumps(Job("x", NOBODY, ALERT)))
    assert becomes(queue, letter(forged)) is None


class Queues:
    """Real queues of the embedded AWS."""

    def __init__(self, aws: EmbeddedAws) -> None:
        self._sqs = aws.client("sqs", REGION)
        credentials = Credentials(ACCOUNT, "test", "")
        self._caller = Caller(
            REGION, credentials, lambda: datetime.now(UTC), endpoint=aws.url, timeout=60.0
        )
        self._urls: dict[str, str] = {}

    def hold(self, name: str, *bodies: object) -> None:
        self._urls[name] = self._sqs.create_queue(QueueName=f"{name}-{uuid.uuid4().hex}")[
            "QueueUrl"
        ]
        for body in bodies:
            self._sqs.send_message(QueueUrl=self._urls[name], MessageBody=letter(body).body)

    def left(self, name: str) -> int:
        """Visible ones: what was only looked at shows again at once."""
        got = self._sqs.get_queue_attributes(
            QueueUrl=self._urls[name], AttributeNames=["ApproximateNumberOfMessages"]
        )
        return int(got["Attributes"]["ApproximateNumberOfMessages"])

    def held(self, name: str) -> int:
        """Those too that are hidden from whoever receives."""
        names = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
        got = self._sqs.get_queue_attributes(QueueUrl=self._urls[name], AttributeNames=names)
        return sum(int(got["Attributes"][one]) for one in names)

    def all(self) -> Mapping[str, DeadLetterQueue]:
        return {name: DeadLetterQueue(self._caller, url) for name, url in self._urls.items()}


@pytest.fixture
def queues(embedded_aws: EmbeddedAws) -> Queues:
    made = Queues(embedded_aws)
    made.hold("failed", *(failed({"Records": [record(f"m{n}")]}) for n in range(12)))
    made.hold("check", "no job", dumps(Job("j1", NOBODY, Remind())))
    return made


class Full:
    """A queue that is away."""

    def send(self, job: Job, delay_seconds: int = 0) -> None:
        raise QueueError("check", "it is away.")

    def send_all(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            self.send(job)


def redrive(queues: Queues, kept: KeptQueue | Full, *, enough: bool = False) -> Redrive:
    return Redrive(queues.all(), kept, lambda: enough, Inbox(Signer()))


def test_looking_shows_everything_and_changes_nothing(queues: Queues) -> None:
    kept = KeptQueue()
    for _ in range(2):
        said = redrive(queues, kept).run({})
        assert said["more"] is False
        shown = said["queues"]
        assert isinstance(shown, dict)
        assert shown["failed"]["kinds"] == {"alert.arrived": 12}
        assert shown["check"]["kinds"] == {"unreadable": 1, "thread.remind": 1}
        assert shown["failed"]["oldest"] <= datetime.now(UTC).timestamp()
        assert (shown["failed"]["count"], shown["failed"]["left"]) == (12, 12)
    assert kept.sent == [] and queues.left("failed") == 12 and queues.left("check") == 2


def test_playing_sends_each_once_and_keeps_what_cannot_be_read(queues: Queues) -> None:
    kept = KeptQueue()
    assert redrive(queues, kept).run({"play": True})["more"] is False
    assert sorted(job.id for job in kept.jobs) == sorted(["j1", *(f"m{n}" for n in range(12))])
    assert queues.left("failed") == 0 and queues.left("check") == 1
    again = KeptQueue()
    redrive(queues, again).run({"play": True})
    assert again.sent == []


@pytest.mark.parametrize("play", ["yes", 1, "true", None])
def test_only_true_plays(queues: Queues, play: object) -> None:
    kept = KeptQueue()
    redrive(queues, kept).run({"play": play})
    assert kept.sent == []


def test_it_stops_in_time_and_says_so(queues: Queues) -> None:
    said = redrive(queues, KeptQueue(), enough=True).run({"play": True})
    assert said["more"] is True and queues.left("failed") == 12


def test_what_the_queue_does_not_take_stays(queues: Queues) -> None:
    with pytest.raises(QueueError):
        redrive(queues, Full()).run({"play": True})
    assert queues.held("failed") == 12


def test_a_queue_that_refuses_is_named(queues: Queues, embedded_aws: EmbeddedAws) -> None:
    embedded_aws.control.fault("sqs", "ReceiveMessage", code="AccessDeniedException", status=403)
    with pytest.raises(DeadLetterError, match=r"cannot be read: .*sqs:ReceiveMessage"):
        redrive(queues, KeptQueue()).run({})


def test_of_an_inbox_only_what_sns_signed_is_played_again(embedded_aws: EmbeddedAws) -> None:
    """Whoever can have SQS move a message there does not speak for SNS."""
    signer, queues, kept = Signer(), Queues(embedded_aws), KeptQueue()
    said = signer.signed(SIGNED)
    forged = {**said, "TopicArn": TOPIC.replace("money_talks", "another")}
    queues.hold("inbox", said, forged)
    shown = Redrive(queues.all(), kept, lambda: False, Inbox(signer)).run({"play": True})["queues"]
    assert [job.id for job in kept.jobs] == [SIGNED["MessageId"]]
    assert isinstance(shown, dict)
    assert shown["inbox"]["left"] == 1 == queues.held("inbox")
