"""Addresses of the AWS console."""

from __future__ import annotations

import pytest

from bot.core.console import budget_url, console_url, event_url

_ID = "1234abcd-12ab-34cd-56ef-1234567890ab"


@pytest.mark.parametrize(
    ("arn", "url"),
    [
        (
            "arn:aws:sns:eu-west-1:123456789012:alerts",
            "https://eu-west-1.console.aws.amazon.com/sns/v3/home?region=eu-west-1"
            "#/topic/arn:aws:sns:eu-west-1:123456789012:alerts",
        ),
        (
            f"arn:aws:kms:us-east-2:123456789012:key/{_ID}",
            f"https://us-east-2.console.aws.amazon.com/kms/home?region=us-east-2#/kms/keys/{_ID}",
        ),
        (
            "arn:aws-cn:sns:cn-north-1:123456789012:alerts",
            "https://cn-north-1.console.amazonaws.cn/sns/v3/home?region=cn-north-1"
            "#/topic/arn:aws-cn:sns:cn-north-1:123456789012:alerts",
        ),
        ("arn:aws:kms:us-east-2:123456789012:alias/aws/sns", ""),
        ("arn:aws:iam::123456789012:role/x", ""),
        ("arn:aws-iso:sns:us-iso-east-1:123456789012:alerts", ""),
        ("alias/aws/sns", ""),
        ("", ""),
    ],
)
def test_a_topic_and_a_key_have_an_address(arn: str, url: str) -> None:
    assert console_url(arn) == url


def test_a_name_of_odd_characters_stays_one_part_of_the_address() -> None:
    url = budget_url("R&D #1|<50 %>")
    assert url.endswith("#/budgets/details?name=R%26D%20%231%7C%3C50%20%25%3E")
    assert budget_url("costs", "aws-us-gov") == ""


def test_an_event_has_one_where_it_is_known() -> None:
    assert event_url("eu-west-1", _ID).endswith(f"/home?region=eu-west-1#/events/{_ID}")
    assert event_url("", _ID) == event_url("eu-west-1", "") == ""
