"""Inboxes that events does not read, and those that are gone."""

from __future__ import annotations

import pytest

from bot.cli.doctor._checks import DoctorFinding, DoctorStatus
from tests.cli.deployed import SERVICE, Deployed, found

PREFIX = "arn:aws:sqs:us-east-1:111111111111:budget-check-test-inbox-"


@pytest.fixture
def inboxes(deployed: Deployed) -> Deployed:
    """A stage with two inboxes that events reads."""
    deployed.environment["INBOX_QUEUES"] = PREFIX
    for part in ("slack", "check", "mend", "events"):
        deployed.again(part)
    for name in ("inbox-1", "inbox-organization"):
        deployed.queue(name, dead="inbox-dead")
        deployed.read(name, "events")
    return deployed


def of_inboxes(findings: list[DoctorFinding]) -> dict[str, DoctorFinding]:
    return {one.about: one for one in findings if one.about.startswith("inbox")}


def test_a_stage_without_says_nothing_of_them(deployed: Deployed) -> None:
    assert of_inboxes(deployed.examine()) == {}


def test_each_that_is_read(inboxes: Deployed) -> None:
    inboxes.aws.control.forget_calls()
    told = of_inboxes(inboxes.examine())
    assert set(told) == {"inbox 1", "inbox organization"}
    assert {one.status for one in told.values()} == {DoctorStatus.FINE}
    assert told["inbox 1"].says == f"{SERVICE}-events reads it."
    mappings = [one for one in inboxes.aws.control.asked() if "SourceMapping" in one.operation]
    assert len(mappings) == 3, "once for each function that reads queues"


def test_a_mapping_that_is_switched_off(inboxes: Deployed) -> None:
    id = inboxes.mapping("events", "inbox-1")
    inboxes.aws.client("lambda").update_event_source_mapping(UUID=id, Enabled=False)
    told = of_inboxes(inboxes.examine())
    assert told["inbox organization"].status is DoctorStatus.FINE
    assert "not Enabled" in told["inbox 1"].says
    on = (f"aws lambda update-event-source-mapping --uuid {id} --enabled",)
    assert told["inbox 1"].lines == on


def test_one_that_nothing_reads(inboxes: Deployed) -> None:
    id = inboxes.mapping("events", "inbox-organization")
    inboxes.aws.client("lambda").delete_event_source_mapping(UUID=id)
    told = of_inboxes(inboxes.examine())["inbox organization"]
    assert (told.status, told.says) == ("wrong", f"The function {SERVICE}-events does not read it.")


def test_none_is_there(inboxes: Deployed) -> None:
    for name in ("inbox-1", "inbox-organization"):
        inboxes.aws.client("sqs").delete_queue(QueueUrl=inboxes.url(name))
    told = found(inboxes.examine(), "inboxes")
    assert told.status == "wrong"
    assert told.says == f"There is no queue {PREFIX}*: what accounts send there is lost."


def test_they_may_not_be_listed(inboxes: Deployed) -> None:
    inboxes.aws.fault("sqs", "ListQueues", code="AccessDenied", message="not yours", status=403)
    told = found(inboxes.examine(), "inboxes")
    assert told.status == "could not tell"
    assert "sqs:ListQueues" in told.says + told.do
