"""The doctor on the trail that the watch needs: each test breaks one thing of it."""

from __future__ import annotations

import pytest

from bot.cli.doctor._checks import DoctorFinding, DoctorStatus
from tests.cli.deployed import Deployed, found, troubles

WRITES = {"ReadWriteType": "WriteOnly", "IncludeManagementEvents": True}


def one(deployed: Deployed) -> DoctorFinding:
    """The only trouble there is: the watch works without a trail, so it is a warning."""
    (trouble,) = troubles(deployed.examine())
    assert (trouble.about, trouble.status) == ("trail in us-east-1", DoctorStatus.WARNING)
    assert "docs/watch.md" in trouble.do
    return trouble


def test_a_trail_that_logs_writes_is_enough(deployed: Deployed) -> None:
    deployed.trail(**WRITES)
    every = deployed.examine()
    assert troubles(every) == []
    assert found(every, "trail in us-east-1").says == "audit tells of changes."


def test_no_trail(deployed: Deployed) -> None:
    deployed.aws.client("cloudtrail").delete_trail(Name="audit")
    assert "No trail covers this Region" in one(deployed).says


def test_a_trail_that_was_stopped(deployed: Deployed) -> None:
    deployed.aws.client("cloudtrail").stop_logging(Name="audit")
    assert "does not log" in one(deployed).says


@pytest.mark.parametrize(
    "selector",
    [{**WRITES, "ReadWriteType": "ReadOnly"}, {**WRITES, "IncludeManagementEvents": False}],
)
def test_a_trail_that_logs_no_writes(deployed: Deployed, selector: dict[str, object]) -> None:
    deployed.trail(**selector)
    assert "no write management events" in one(deployed).says


def test_a_trail_that_leaves_out_the_keys(deployed: Deployed) -> None:
    deployed.trail(**WRITES, ExcludeManagementEventSources=["kms.amazonaws.com"])
    assert "leaves out the events of KMS" in one(deployed).says


@pytest.mark.parametrize(
    "fields, says",
    [
        ([], ""),
        ([{"Field": "readOnly", "Equals": ["false"]}], ""),
        ([{"Field": "readOnly", "Equals": ["true"]}], "no write management events"),
        ([{"Field": "eventSource", "NotEquals": ["kms.amazonaws.com"]}], "leaves out"),
    ],
)
def test_advanced_selectors(deployed: Deployed, fields: list[dict[str, object]], says: str) -> None:
    management = {"Field": "eventCategory", "Equals": ["Management"]}
    deployed.aws.client("cloudtrail").put_event_selectors(
        TrailName="audit",
        AdvancedEventSelectors=[{"Name": "x", "FieldSelectors": [management, *fields]}],
    )
    if says:
        assert says in one(deployed).says
    else:
        assert troubles(deployed.examine()) == []
