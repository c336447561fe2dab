"""The table of readers: each is a sender that SENDERS may name, each read an operation of AWS."""

from __future__ import annotations

import boto3
import pytest

from bot.aws.reads import Read
from bot.aws.senders import actions_of, all_readers, reads_of
from bot.core.senders import read_beside_budgets

EVERY = tuple(one.sender.setting for one in all_readers())
READS = reads_of(EVERY)


def test_each_sender_that_may_be_named_has_its_reader() -> None:
    assert {one.sender.id for one in all_readers()} == {s.id for s in read_beside_budgets()}
    assert len(set(EVERY)) == len(EVERY)


@pytest.mark.parametrize("read", READS, ids=lambda read: read.operation)
def test_each_is_an_operation_that_only_reads(read: Read) -> None:
    service, _, operation = read.action.partition(":")
    model = boto3.Session()._session.get_service_model(service)
    assert read.operation == operation
    assert operation in model.operation_names
    assert operation.startswith(("Get", "List", "Describe"))


def test_only_what_is_named_is_read() -> None:
    assert actions_of(()) == ()
    assert actions_of(("trails",)) == ("cloudtrail:DescribeTrails", "cloudtrail:GetTrailStatus")
    assert set(actions_of(EVERY)) == {read.action for read in READS}
