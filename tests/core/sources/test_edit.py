"""What a plan gets whose statement is already there, stands in two files, or is none."""

from __future__ import annotations

import pytest

from bot.core.plan import NEW_KEY, Plan, Write
from bot.core.sources import CannotEdit, Edit, Shape, edited
from tests.core.sources.plans import (
    KEY,
    ON_KEY,
    ON_TOPIC,
    OTHER,
    SID,
    TOPIC,
    both,
    on_key,
    on_topic,
    plan,
    policy,
)

TOPIC_TF = """\
resource "aws_sns_topic" "alerts" {
  name              = "budget-alerts"
  kms_master_key_id = aws_kms_key.alerts.id
}

resource "aws_sns_topic_policy" "alerts" {
  arn    = aws_sns_topic.alerts.arn
  policy = data.aws_iam_policy_document.alerts.json
}

data "aws_iam_policy_document" "alerts" {
  statement {
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alerts.arn]
  }
}
"""
KEY_TF = """\
resource "aws_kms_key" "alerts" {
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "kms:*", Resource = "*" }]
  })
}
"""


def test_two_statements_of_one_file_are_one_edit() -> None:
    found = edited({"main.tf": TOPIC_TF + KEY_TF, "README.md": "budget-alerts"}, both())
    assert isinstance(found, Edit)
    assert (found.path, found.before) == ("main.tf", TOPIC_TF + KEY_TF)
    assert found.after.count(SID) == found.statement.count(SID) == 2
    again = edited({"main.tf": found.after}, on_key())
    assert again == CannotEdit(
        f'The statement "{SID}" stands in main.tf:40 already. It helps once that is deployed: look '
        "whether the last deployment failed.",
        ("main.tf:40",),
    )


def test_two_files_are_not_edited_at_once() -> None:
    found = edited({"a/topic.tf": TOPIC_TF, "a/key.tf": KEY_TF}, both())
    assert isinstance(found, CannotEdit)
    assert found.candidates == ("a/key.tf", "a/topic.tf")
    alone = edited({"a/topic.tf": TOPIC_TF, "a/key.tf": KEY_TF}, on_key())
    assert isinstance(alone, Edit)
    assert (alone.path, alone.shape) == ("a/key.tf", Shape.JSONENCODE)


NO_STATEMENT = "This change is more than a statement in a policy"
TAKES_OUT = f'This change takes the statement "{SID}" out'
AMENDS = f'This change corrects the statement "{SID}"'
NARROW = {**ON_TOPIC, "Condition": {"StringEquals": {"aws:SourceAccount": "222222222222"}}}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            plan(Write("sns:SetTopicAttributes", TOPIC, "KmsMasterKeyId", KEY, ""), None),
            NO_STATEMENT,
        ),
        (plan(Write("kms:EnableKey", KEY, "KeyState", "Disabled", "Enabled"), None), NO_STATEMENT),
        (
            plan(Write("kms:PutKeyPolicy", NEW_KEY, "Policy", "", policy(ON_KEY)), ON_KEY),
            NO_STATEMENT,
        ),
        (on_topic(before=policy(OTHER, ON_TOPIC), after=policy(OTHER)), TAKES_OUT),
        (on_topic(before=policy(OTHER, NARROW), after=policy(OTHER, ON_TOPIC)), AMENDS),
    ],
)
def test_what_is_no_new_statement_is_left_to_a_person(change: Plan, why: str) -> None:
    found = edited({"main.tf": TOPIC_TF + KEY_TF}, change)
    assert isinstance(found, CannotEdit)
    assert found.why.startswith(why)


@pytest.mark.parametrize("files", [{}, {"main.tf": ""}, {"main.tf": KEY_TF}, {"a.yaml": "x: 1"}])
def test_nothing_is_found_in_files_of_something_else(files: dict[str, str]) -> None:
    found = edited(files, on_topic())
    assert isinstance(found, CannotEdit)
    assert found.why.startswith("No file here declares the topic budget-alerts")
