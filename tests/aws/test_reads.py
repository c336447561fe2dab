"""The table of reads: each is a real operation of AWS, each action is asked of IAM by AWS."""

from __future__ import annotations

import boto3
import pytest

from bot.aws.reads import ACTIONS, READS, Read

SERVICES = {
    prefix: boto3.Session()._session.get_service_model(prefix)
    for prefix in (
        *("budgets", "sns", "kms", "cloudwatch", "chatbot", "lambda", "sqs", "sts"),
        "organizations",
    )
}


@pytest.mark.parametrize("read", READS, ids=lambda read: read.operation)
def test_each_is_an_operation_that_only_reads(read: Read) -> None:
    service = SERVICES[read.action.partition(":")[0]]
    assert read.operation in service.operation_names
    assert read.operation.startswith(("Get", "List", "Describe"))


def test_every_read_is_in_the_table_once() -> None:
    assert len({read.operation for read in READS}) == len(READS)


def test_the_actions_are_aws_names() -> None:
    budgets = (
        "budgets:DescribeBudgetActionsForAccount",
        "budgets:DescribeBudgetActionsForBudget",
        "budgets:ViewBudget",
    )
    assert ACTIONS[:3] == budgets  # AWS Budgets alone names its rights unlike its operations
    others = {read.action for read in READS} - set(budgets)
    assert others == {r.action for r in READS if r.action.partition(":")[2] == r.operation} - {
        *budgets
    }
