"""What SNS hands to Lambda, as jobs: nothing is dropped, and what is not SNS's is left alone."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.jobs import Place, dumps
from bot.core.jobs.alert_threads import Alerted, Remind
from bot.core.jobs.change_steps import RunDue
from bot.core.jobs.digest import DigestDue
from bot.core.jobs.outbox import SendDue
from bot.core.jobs.snooze_ends import EndSnoozes
from bot.core.jobs.ticket_states import TicketsDue
from bot.events import jobs_of
from bot.events.sns import CUT, LARGEST
from tests.core.alerts.texts import TOPIC, Said

AT = "2026-11-24T12:00:00.000Z"


def record(id: str = "m1", **different: Any) -> dict[str, Any]:
    said = Said()
    sns = {
        "Type": "Notification",
        "MessageId": id,
        "TopicArn": TOPIC,
        "Subject": said.subject,
        "Message": said.body,
        "Timestamp": AT,
        "MessageAttributes": {},
    }
    return {"EventSource": "aws:sns", "EventVersion": "1.0", "Sns": sns | different}


def test_a_record_becomes_one_job_with_what_aws_said_verbatim() -> None:
    (job,) = jobs_of({"Records": [record()]}, "r1") or ()
    assert (job.id, job.place) == ("m1", Place("", "", ""))
    assert job.what == Alerted("m1", TOPIC, Said().subject, Said().body, AT)


def test_each_record_is_a_job_and_the_same_message_the_same_job() -> None:
    jobs = jobs_of({"Records": [record(), record("m2"), record()]}, "r1") or ()
    assert [job.id for job in jobs] == ["m1", "m2", "m1"] and jobs[0] == jobs[2]


def test_a_message_without_a_subject_has_none() -> None:
    (job,) = jobs_of({"Records": [record(Subject=None)]}, "r1") or ()
    assert isinstance(job.what, Alerted) and job.what.subject == ""


def test_the_largest_message_of_sns_travels_whole() -> None:
    body = "日" * (256 * 1024 // 3)
    (job,) = jobs_of({"Records": [record(Message=body)]}, "r1") or ()
    assert isinstance(job.what, Alerted) and job.what.body == body
    assert len(dumps(job)) <= LARGEST


def test_what_grows_beyond_sqs_is_cut_and_whole_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    body = "\x01" * (256 * 1024)
    (job,) = jobs_of({"Records": [record(Message=body)]}, "r1") or ()
    assert isinstance(job.what, Alerted) and job.what.body.endswith(CUT)
    assert len(dumps(job)) <= LARGEST and len(job.what.body) > 80_000
    assert repr(body) in caplog.text


def test_the_schedule_looks_at_changes_threads_and_what_is_not_said() -> None:
    jobs = jobs_of({"source": "budget-check.schedule"}, "r1") or ()
    left = {type(job.what) for job in jobs}
    wanted = {RunDue, Remind, SendDue, EndSnoozes, DigestDue, TicketsDue}
    assert left >= wanted
    assert len({job.id for job in jobs}) == len(jobs) == len(left)


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"source": "aws.kms", "detail": {}},
        {"Records": []},
        {"Records": "x"},
        {"Records": [{"EventSource": "aws:s3"}]},
        {"Records": [{"EventSource": "aws:sns", "Sns": {"Message": "no id"}}]},
        {"Records": [record(), {"EventSource": "aws:sqs"}]},
    ],
)
def test_what_is_nobodys_is_nobodys(event: dict[str, Any]) -> None:
    assert jobs_of(event, "r1") is None
