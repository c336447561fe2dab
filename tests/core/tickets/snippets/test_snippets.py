"""The same change as Terraform and CloudFormation, as it would be pasted."""

import json

import pytest

from bot.core.fixes import FixSubject, plan, undo
from bot.core.model.key import PredefinedAlias
from bot.core.model.path import Path
from bot.core.model.subscription import SubscriptionAttributes
from bot.core.plan import Plan
from bot.core.simulate import simulate
from bot.core.tickets.snippets import snippets
from tests.core.build import (
    DEFAULT,
    KEY,
    PUBLISHING,
    ROOT,
    document,
    encrypted,
    key_path,
    path,
    statement,
    subscription,
    to_chat,
    topic,
    with_subscriptions,
)


def planned(fix: str, found: Path) -> Plan:
    made = plan(fix, FixSubject(found, allow_unencrypted=True, change_id="c-1"))
    assert isinstance(made, Plan), made
    return made


def texts(made: Plan) -> list[str]:
    found = snippets(made)
    assert [(s.tool, s.language) for s in found] == [
        ("Terraform", "hcl"),
        ("CloudFormation", "yaml"),
    ]
    return [s.text for s in found]


SILENT = key_path(document(ROOT))
MANAGED = path(
    topic=encrypted(
        "alias/aws/sns", policy=document(DEFAULT, PUBLISHING, statement("events.amazonaws.com"))
    ),
    key=PredefinedAlias("alias/aws/sns"),
)


def test_a_key_statement() -> None:
    hcl, yaml = texts(planned("allow-on-key", SILENT))
    assert (
        hcl
        == """\
# Into the aws_iam_policy_document of the key's policy:
statement {
  sid       = "BudgetCheckAllowBudgets"
  effect    = "Allow"
  actions   = ["kms:GenerateDataKey*", "kms:Decrypt"]
  resources = ["*"]
  principals {
    type        = "Service"
    identifiers = ["budgets.amazonaws.com"]
  }
  condition {
    test     = "StringEquals"
    variable = "aws:SourceAccount"
    values   = ["111111111111"]
  }
}"""
    )
    assert (
        yaml
        == """\
# One more item under Statement, in the KeyPolicy of the AWS::KMS::Key:
- Sid: "BudgetCheckAllowBudgets"
  Effect: "Allow"
  Principal:
    Service: "budgets.amazonaws.com"
  Action:
    - "kms:GenerateDataKey*"
    - "kms:Decrypt"
  Resource: "*"
  Condition:
    StringEquals:
      "aws:SourceAccount": "111111111111\""""
    )


def test_a_topic_statement() -> None:
    hcl, yaml = texts(planned("allow-on-topic", path(topic=topic(document(DEFAULT)))))
    assert "# Into the aws_iam_policy_document of the topic's policy:" in hcl
    assert 'test     = "ArnLike"' in hcl
    assert 'values   = ["arn:aws:budgets::111111111111:*"]' in hcl
    assert "PolicyDocument of the AWS::SNS::TopicPolicy" in yaml
    assert '"aws:SourceArn": "arn:aws:budgets::111111111111:*"' in yaml


def test_a_new_key() -> None:
    for made in (planned("move-to-new-key", MANAGED), _done(MANAGED)):
        hcl, yaml = texts(made)
        assert hcl.startswith('data "aws_iam_policy_document" "budget_alerts_key" {\n  statement {')
        assert "enable_key_rotation = true" in hcl
        assert hcl.endswith("\nkms_master_key_id = aws_kms_key.budget_alerts.arn")
        assert hcl.count("  statement {") == yaml.count("- Sid: ") == 4
        assert "EnableKeyRotation: true" in yaml
        assert yaml.endswith("\nKmsMasterKeyId: !GetAtt BudgetAlertsKey.Arn")


def _done(found: Path) -> Plan:
    return planned("move-to-new-key", found).with_new_key(KEY)


RAW = with_subscriptions(to_chat(SubscriptionAttributes(raw=True)))
FILTER = with_subscriptions(subscription(attributes=SubscriptionAttributes('{"a": ["${b}"]}')))
SHORT = [
    (
        "turn-off-encryption",
        MANAGED,
        "# Take this out of the aws_sns_topic: kms_master_key_id",
        "# Take this out of the AWS::SNS::Topic: KmsMasterKeyId",
    ),
    (
        "enable-key",
        key_path(state="PendingDeletion"),
        "# In the aws_kms_key:\nis_enabled = true",
        "# In the AWS::KMS::Key:\nEnabled: true",
    ),
    (
        "raw-delivery-off",
        RAW,
        "# In the aws_sns_topic_subscription:\nraw_message_delivery = false",
        "# In the AWS::SNS::Subscription:\nRawMessageDelivery: false",
    ),
    (
        "remove-filter",
        FILTER,
        "# Take this out of the aws_sns_topic_subscription: filter_policy",
        "# Take this out of the AWS::SNS::Subscription: FilterPolicy",
    ),
]


@pytest.mark.parametrize(("fix", "found", "hcl", "yaml"), SHORT, ids=[row[0] for row in SHORT])
def test_one_attribute(fix: str, found: Path, hcl: str, yaml: str) -> None:
    assert texts(planned(fix, found)) == [hcl, yaml]


def test_what_no_tool_keeps_has_no_snippet() -> None:
    made = planned("send-confirmation-again", with_subscriptions(subscription(pending=True)))
    assert snippets(made) == ()


def back(fix: str, found: Path) -> list[str]:
    done = planned(fix, found).with_new_key(KEY)
    taken = undo(done, FixSubject(simulate(found, done), change_id="c-2"))
    assert isinstance(taken, Plan), taken
    return texts(taken)


def test_an_undo_takes_out_and_puts_back() -> None:
    assert back("allow-on-key", SILENT) == [
        "# Out of the aws_iam_policy_document of the key's policy: BudgetCheckAllowBudgets.",
        "# Out of the KeyPolicy of the AWS::KMS::Key: BudgetCheckAllowBudgets.",
    ]
    for fix in ("move-to-new-key", "turn-off-encryption"):
        assert back(fix, MANAGED) == [
            '# In the aws_sns_topic:\nkms_master_key_id = "alias/aws/sns"',
            '# In the AWS::SNS::Topic:\nKmsMasterKeyId: "alias/aws/sns"',
        ]
    hcl, yaml = back("remove-filter", FILTER)
    # "${" would start a template in HCL.
    assert hcl.endswith('filter_policy = "{\\"a\\": [\\"$${b}\\"]}"')
    assert json.loads(yaml.partition("FilterPolicy: ")[2]) == {"a": ["${b}"]}
