"""An OpsItem that is resolved leaves a job; anything else of OpsCenter's leaves none."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.jobs.ticket_states import TicketClosed
from bot.events import jobs_of

ALICE = "arn:aws:sts::111111111111:assumed-role/Admin/alice@example.com"


def update(status: Any = "Resolved", **detail: Any) -> dict[str, Any]:
    """AWS's own example of such an event, of an item that is over."""
    return {
        "version": "0",
        "id": "2fb5b168-b725-41dd-a890-29311200089c",
        "detail-type": "OpsItem Update",
        "source": "aws.ssm",
        "account": "111111111111",
        "time": "2026-11-24T20:37:11Z",
        "region": "eu-west-1",
        "resources": ["arn:aws:ssm:eu-west-1:111111111111:opsitem/oi-123456abcdef"],
        "detail": {
            "created-by": "arn:aws:sts::111111111111:assumed-role/budget-check-prod-check/x",
            "created-time": "2026-11-24T20:36:54.049271Z",
            "modified-by": ALICE,
            "modified-time": "2026-11-24T20:37:10.337354Z",
            "source": "budget-check",
            "status": status,
            "ops-item-id": "oi-123456abcdef",
            "title": "A title",
            "ops-item-type": "/aws/issue",
            "description": "A description",
            **detail,
        },
    }


def test_one_that_is_resolved_leaves_a_job_twice_the_same() -> None:
    (job,) = jobs_of(update(), "R1") or ()
    assert job.id == "2fb5b168-b725-41dd-a890-29311200089c"
    assert job.what == TicketClosed(
        "oi-123456abcdef",
        "111111111111",
        "Resolved",
        "alice@example.com, role Admin",
    )
    assert jobs_of(update(), "R2") == (job,)


@pytest.mark.parametrize("status", ["RESOLVED", "resolved", "Closed"])
def test_whatever_the_case(status: str) -> None:
    assert len(jobs_of(update(status), "R1") or ()) == 1


@pytest.mark.parametrize(
    "event",
    [
        update("Open"),
        update("InProgress"),
        update(**{"ops-item-id": 7}),
        update(**{"ops-item-id": ""}),
        {**update(), "detail": "text"},
        {**update(), "account": None},
        {**update(), "id": ""},
    ],
)
def test_what_is_not_over_or_does_not_say_which_leaves_none(event: dict[str, Any]) -> None:
    assert jobs_of(event, "R1") == ()


@pytest.mark.parametrize(
    ("arn", "who"),
    [
        ("arn:aws:iam::111111111111:user/bob", "the user bob"),
        ("arn:aws:iam::111111111111:root", "the root user"),
        ("arn:aws:iam::222222222222:user/bob", "the user bob, account 222222222222"),
        ("no ARN", "no ARN"),
        ("", "somebody whom CloudTrail does not name"),
    ],
)
def test_who_it_was(arn: str, who: str) -> None:
    (job,) = jobs_of(update(**{"modified-by": arn}), "R1") or ()
    assert isinstance(job.what, TicketClosed) and job.what.who == who


def test_an_item_that_is_made_is_another_event() -> None:
    assert jobs_of({**update(), "detail-type": "OpsItem Create"}, "R1") is None
