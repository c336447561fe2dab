"""An account that comes, goes or moves leaves a job; anything else of Organizations leaves none."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.aws_events import ORGANIZATION_EVENTS
from bot.core.jobs.organization import OrganizationChanged
from bot.events import jobs_of
from tests.core.aws_events.events import SERVICE_EVENT, cloudtrail


def told(name: str = "AccountJoinedOrganization", **detail: Any) -> dict[str, Any]:
    """As CloudTrail has it in the management account: AWS did it by itself."""
    event = cloudtrail("organizations", name, None, "us-east-1", eventType="AwsServiceEvent")
    return {**event, "detail-type": SERVICE_EVENT, "detail": {**event["detail"], **detail}}


@pytest.mark.parametrize("name", sorted(ORGANIZATION_EVENTS))
def test_it_leaves_a_job_twice_the_same(name: str) -> None:
    event = told(name)
    (job,) = jobs_of(event, "R1") or ()
    assert job.id == event["detail"]["eventID"]
    assert job.what == OrganizationChanged("2026-11-24T20:37:00+00:00")
    assert jobs_of(event, "R2") == (job,)


def test_so_does_a_call() -> None:
    called = cloudtrail("organizations", "MoveAccount", {"accountId": "2" * 12}, "us-east-1")
    assert len(jobs_of(called, "R1") or ()) == 1


@pytest.mark.parametrize(
    "event",
    [
        told("DescribeAccount"),
        told("AttachPolicy"),
        told(errorCode="AccessDeniedException"),
        told(eventTime="then"),
        told(eventTime="2026-11-24T20:37:00"),
        told(eventID=None) | {"id": None},
    ],
)
def test_what_changed_no_account_leaves_none(event: dict[str, Any]) -> None:
    assert jobs_of(event, "R1") == ()


def test_another_service_that_says_so_is_not_believed() -> None:
    assert jobs_of(told(eventSource="sns.amazonaws.com"), "R1") == ()
