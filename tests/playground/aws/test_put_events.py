"""Who may put which events: IAM looks at each entry's source and detail type."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import ACCOUNT, EmbeddedAws

OURS = {"Source": "budget-check", "DetailType": "Verdict Changed", "Detail": "{}"}
ONLY = {
    "Effect": "Allow",
    "Action": "events:PutEvents",
    "Resource": f"arn:aws:events:us-east-1:{ACCOUNT}:event-bus/default",
    "Condition": {
        "StringEquals": {
            "events:source": "budget-check",
            "events:detail-type": "Verdict Changed",
        }
    },
}


@pytest.fixture
def events(embedded_aws: EmbeddedAws) -> Any:
    return embedded_aws.client("events", **embedded_aws.as_role("puts", ONLY))


def test_what_the_condition_names_is_taken(events: Any) -> None:
    assert events.put_events(Entries=[OURS])["FailedEntryCount"] == 0


@pytest.mark.parametrize(
    "other",
    [
        {**OURS, "Source": "aws.budgets"},
        {**OURS, "DetailType": "Verdict"},
        {**OURS, "EventBusName": "another"},
    ],
    ids=json.dumps,
)
def test_nothing_else_is(events: Any, embedded_aws: EmbeddedAws, other: dict[str, str]) -> None:
    embedded_aws.client("events").create_event_bus(Name="another")
    with pytest.raises(ClientError, match="events:PutEvents"):
        events.put_events(Entries=[other])
