"""Which resource is meant: by names that AWS or a tool made, by tags, by where a provider is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.plan import Plan
from bot.core.sources import CannotEdit, Edit, Hints, edited
from tests.core.sources.plans import ACCOUNT, ALIAS, KEY, ON_TOPIC, REGION, TOPIC, on_key, on_topic

DOCUMENT = """
data "aws_iam_policy_document" "topic" {
  statement {
    actions   = ["sns:Subscribe"]
    resources = ["*"]
  }
}
"""
POLICY = """
resource "aws_sns_topic_policy" "alerts" {
  arn    = aws_sns_topic.alerts.arn
  policy = data.aws_iam_policy_document.topic.json
}
"""
KEY_TF = """
resource "aws_kms_alias" "alerts" {
  name          = "alias/budget-alerts"
  target_key_id = aws_kms_key.alerts.id
}

resource "aws_kms_key" "alerts" {
  policy = jsonencode({ Statement = [] })
}
"""


def topic(*lines: str) -> str:
    return "\n".join(('resource "aws_sns_topic" "alerts" {', *lines, "}", ""))


def named(name: str) -> Plan:
    """The plan for a topic of this name."""
    arn = TOPIC.replace("budget-alerts", name)
    made = on_topic({**ON_TOPIC, "Resource": arn})
    writes = tuple(replace(write, resource=arn) for write in made.writes)
    return replace(made, topic=arn, resource=arn, writes=writes)


MADE = "budget-20260320101112131400000001"


def test_a_name_that_terraform_made_of_a_prefix() -> None:
    files = {"a.tf": topic('  name_prefix = "budget-"') + POLICY + DOCUMENT}
    found = edited(files, named(MADE))
    assert isinstance(found, Edit)
    assert "resources = [aws_sns_topic.alerts.arn]" in found.statement


@pytest.mark.parametrize("name", ["budget-alerts", MADE[:-1], MADE + "0", f"x{MADE}"])
def test_a_name_that_no_prefix_makes(name: str) -> None:
    files = {"a.tf": topic('  name_prefix = "budget-"') + POLICY + DOCUMENT}
    found = edited(files, named(name))
    assert isinstance(found, CannotEdit)
    assert "declares the topic" in found.why


@pytest.mark.parametrize(
    ("given", "is_it"),
    [
        ({"terraform.tfvars": 'team = "budget"\n'}, True),
        ({"prod.auto.tfvars.json": '{"team": "budget", "size": 3}'}, True),
        ({"terraform.tfvars.json": '{"team": "other"}'}, False),
        ({"a.tfvars": 'team = "budget"\n', "b.tfvars.json": '{"team": "other"}'}, False),
        ({"a.tfvars.json": "{"}, False),
    ],
)
def test_variables_have_the_values_that_they_are_given(given: dict[str, str], is_it: bool) -> None:
    text = 'variable "team" {\n  default = "budget"\n}\n' + topic('  name = "${var.team}-alerts"')
    found = edited({"a.tf": text + POLICY + DOCUMENT, **given}, on_topic())
    assert isinstance(found, Edit) == is_it


def provider(*lines: str) -> str:
    return "\n".join(('provider "aws" {', *lines, "}", ""))


HERE = provider(f'  region = "{REGION}"', f'  allowed_account_ids = ["{ACCOUNT}"]')
ROLE = 'assume_role {{\n    role_arn = "arn:aws:iam::{}:role/deploy"\n  }}'


@pytest.mark.parametrize(
    ("text", "is_it"),
    [
        (HERE, True),
        (provider("  region = var.region"), True),
        (provider(ROLE.format(ACCOUNT)), True),
        (provider('  region = "us-east-1"'), False),
        (provider('  allowed_account_ids = ["222222222222"]'), False),
        (provider(ROLE.format("222222222222")), False),
        (provider('  alias = "other"', '  region = "us-east-1"'), True),
    ],
)
def test_a_topic_of_this_name_in_another_account_or_region(text: str, is_it: bool) -> None:
    found = edited(
        {"a.tf": text + topic('  name = "budget-alerts"') + POLICY + DOCUMENT}, on_topic()
    )
    assert isinstance(found, Edit) == is_it


def test_two_regions_in_one_folder_are_told_apart() -> None:
    other = provider('  alias = "us"', '  region = "us-east-1"')
    text = HERE + other + topic('  name = "budget-alerts"') + POLICY + DOCUMENT
    us = topic("  provider = aws.us", '  name = "budget-alerts"').replace('"alerts"', '"us"')
    found = edited({"a.tf": text + us}, on_topic())
    assert isinstance(found, Edit)
    sixth = us.replace("provider = aws.us", 'region = "us-east-1"')
    assert isinstance(edited({"a.tf": text + sixth}, on_topic()), Edit)
    same = us.replace("  provider = aws.us\n", "")
    assert isinstance(edited({"a.tf": text + same}, on_topic()), CannotEdit)


def test_an_arn_in_a_name_of_many_deployments_is_left_to_a_person() -> None:
    text = 'variable "team" {}\n' + topic('  name = "${var.team}-alerts"')
    own = '  policy = jsonencode({ Statement = [{ Effect = "Allow" }] })\n}\n'
    found = edited({"a.tf": text.rstrip("}\n") + "\n" + own}, on_topic())
    assert isinstance(found, CannotEdit)
    assert found.why.startswith("The name or ARN of aws_sns_topic.alerts (a.tf:2) hangs on what")


def test_a_data_source_of_an_untold_name_is_nothing() -> None:
    told = (topic('  name = "budget-alerts"') + POLICY + DOCUMENT).replace("alerts", "a")
    told = told.replace("budget-a", "budget-alerts")
    other = 'variable "name" {}\n\ndata "aws_sns_topic" "other" {\n  name = var.name\n}\n'
    assert isinstance(edited({"a.tf": told, "b.tf": other}, on_topic()), Edit)
    alone = other + POLICY.replace("aws_sns_topic.alerts", "data.aws_sns_topic.other") + DOCUMENT
    found = edited({"b.tf": alone}, on_topic())
    assert isinstance(found, CannotEdit)
    assert "its name is not told" in found.why


def test_a_folder_of_modules_is_left_to_a_person() -> None:
    text = topic('  name = "budget-alerts"') + POLICY + DOCUMENT
    found = edited({"modules/alerts/main.tf": text}, on_topic())
    assert isinstance(found, CannotEdit)
    assert "stands in a folder of modules" in found.why


def test_an_alias_and_a_topic_that_name_two_keys() -> None:
    other = 'resource "aws_kms_key" "other" {\n  policy = jsonencode({ Statement = [] })\n}\n'
    text = topic('  name = "budget-alerts"', "  kms_master_key_id = aws_kms_key.other.id")
    found = edited({"a.tf": text + other + KEY_TF}, on_key(), Hints(aliases=(ALIAS,)))
    assert isinstance(found, CannotEdit)
    assert len(found.candidates) == 2
    alone = edited({"a.tf": text + other + KEY_TF}, on_key())
    assert isinstance(alone, Edit)
    assert alone.after.index("BudgetCheck") < alone.after.index("aws_kms_alias")


TEMPLATE = """\
Resources:
  Alerts:
    Type: AWS::SNS::Topic
  Others:
    Type: AWS::SNS::Topic
  Policy:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics: [!Ref Alerts]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: sns:Subscribe
            Resource: "*"
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeyPolicy:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: kms:Decrypt
            Resource: "*"
"""
STACK_NAME = "prod-alerts-Alerts-1KX2V3Q4R5S6T"


def test_a_name_that_cloudformation_made() -> None:
    found = edited({"a.yaml": TEMPLATE}, named(STACK_NAME))
    assert isinstance(found, Edit)
    assert "Resource: !Ref Alerts" in found.statement
    other = edited({"a.yaml": TEMPLATE}, named(STACK_NAME.replace("Alerts", "Elsewhere")))
    assert isinstance(other, CannotEdit)


def test_the_tags_of_a_stack_tell_the_resource() -> None:
    hints = Hints(logical_ids={TOPIC: "Alerts", KEY: "Key"})
    found = edited({"a.yaml": TEMPLATE}, on_topic(), hints)
    assert isinstance(found, Edit)
    key = edited({"a.yaml": TEMPLATE}, on_key(), hints)
    assert isinstance(key, Edit)
    assert key.after.startswith(TEMPLATE)
    both = {"a.yaml": TEMPLATE, "b.yaml": TEMPLATE}
    assert isinstance(edited(both, on_topic(), hints), CannotEdit)
    other = TEMPLATE.replace(
        "  Alerts:\n    Type: AWS::SNS::Topic\n",
        "  Alerts:\n    Type: AWS::SNS::Topic\n    Properties: {TopicName: other}\n",
    )
    assert other != TEMPLATE
    assert isinstance(edited({"a.yaml": other}, on_topic(), hints), CannotEdit)
    assert isinstance(edited({"a.yaml": TEMPLATE}, on_key()), CannotEdit)


@pytest.mark.parametrize(
    ("resource", "ours"),
    [
        ("!GetAtt Alerts.TopicName", "Resource: !Ref Alerts"),
        ('!Sub "${Alerts.TopicName}"', "Resource: !Ref Alerts"),
        ("!GetAtt Alerts.TopicArn", "Resource: !GetAtt Alerts.TopicArn"),
        ('!Sub "${Alerts}"', 'Resource: !Sub "${Alerts}"'),
    ],
)
def test_an_expression_that_is_no_arn_is_not_taken_for_it(resource: str, ours: str) -> None:
    text = TEMPLATE.replace(
        'Action: sns:Subscribe\n            Resource: "*"',
        f"Action: sns:Subscribe\n            Resource: {resource}",
    )
    assert resource in text
    found = edited({"a.yaml": text}, named(STACK_NAME))
    assert isinstance(found, Edit)
    assert ours in found.statement
