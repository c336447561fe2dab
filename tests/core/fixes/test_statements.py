"""The statements that budget-check writes, word for word (docs/facts.md 1.1, 2.5, 3.3)."""

from __future__ import annotations

import pytest

from bot.core import senders
from bot.core.fixes._statements import (
    account_root,
    principals_through_sns,
    sender_on_key,
    sender_on_topic,
    service_on_key,
)
from bot.core.fixes._tags import alias, clean
from bot.core.policy.services import is_a_service, sid_for, title_of
from tests.core.build import ACCOUNT, BUDGETS, OTHER, REGION, TOPIC

GRANT = ["kms:GenerateDataKey*", "kms:Decrypt"]


def test_on_a_key_the_account_alone() -> None:
    assert sender_on_key(senders.BUDGETS, BUDGETS, ACCOUNT) == {
        "Sid": "BudgetCheckAllowBudgets",
        "Effect": "Allow",
        "Principal": {"Service": BUDGETS},
        "Action": GRANT,
        "Resource": "*",
        "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
    }


@pytest.mark.parametrize("partition", ["aws", "aws-cn"])
def test_on_a_topic_the_account_and_an_arn_without_a_region(partition: str) -> None:
    assert sender_on_topic(
        senders.BUDGETS, BUDGETS, TOPIC, senders.Origin(ACCOUNT, partition, region=REGION)
    ) == {
        "Sid": "BudgetCheckAllowBudgets",
        "Effect": "Allow",
        "Principal": {"Service": BUDGETS},
        "Action": "SNS:Publish",
        "Resource": TOPIC,
        "Condition": {
            "StringEquals": {"aws:SourceAccount": ACCOUNT},
            "ArnLike": {"aws:SourceArn": f"arn:{partition}:budgets::{ACCOUNT}:*"},
        },
    }


def test_what_the_aws_managed_key_gave_the_account_through_sns() -> None:
    assert principals_through_sns(ACCOUNT, REGION) == {
        "Sid": "BudgetCheckAccountThroughSns",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": [*GRANT, "kms:DescribeKey"],
        "Resource": "*",
        "Condition": {
            "StringEquals": {
                "kms:CallerAccount": ACCOUNT,
                "kms:ViaService": f"sns.{REGION}.amazonaws.com",
            }
        },
    }


def test_the_account_keeps_its_key() -> None:
    assert account_root(ACCOUNT, "aws-us-gov")["Principal"] == {
        "AWS": f"arn:aws-us-gov:iam::{ACCOUNT}:root"
    }


def test_a_service_on_behalf_of_accounts() -> None:
    assert "Condition" not in service_on_key("s", "x", ())
    for accounts, value in (((ACCOUNT,), ACCOUNT), ((ACCOUNT, OTHER), [ACCOUNT, OTHER])):
        made = service_on_key("s", "x", accounts)
        assert made["Condition"] == {"StringEquals": {"aws:SourceAccount": value}}


@pytest.mark.parametrize(
    ("service", "sid", "title"),
    [
        (
            "events.rds.amazonaws.com",
            "BudgetCheckAllowEventsRds",
            "Amazon RDS events (events.rds.amazonaws.com)",
        ),
        ("config.amazonaws.com", "BudgetCheckAllowConfig", "AWS Config (config.amazonaws.com)"),
        ("x-y.amazonaws.com.cn", "BudgetCheckAllowXY", "x-y.amazonaws.com.cn"),
    ],
)
def test_a_service_s_sid_and_title(service: str, sid: str, title: str) -> None:
    assert (sid_for(service), title_of(service)) == (sid, title)
    assert is_a_service(service)


@pytest.mark.parametrize(
    "text", ["*", "", "x.example.com", "X.amazonaws.com", ".amazonaws.com", "a b.amazonaws.com"]
)
def test_what_is_no_service(text: str) -> None:
    assert not is_a_service(text)


def test_names_fit_where_they_go() -> None:
    assert alias("t" * 256, "c/1" * 100).startswith("alias/budget-check-ttt")
    assert len(alias("t" * 256, "c/1" * 100)) <= 256
    assert "/" not in alias("a/b", "c/d").removeprefix("alias/")
    assert alias("t", "c-1") != alias("t", "c-2")
    assert clean("コスト (a)! b") == "--- -a-- b"
    assert len(clean("x" * 300)) == 256
