"""What a deployment makes of the Terraform of acme/infra."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from playground.tickets import github
from playground.tickets.terraform import key_policies

FOLDER = Path(github.__file__).parent / "infra" / "accounts" / "demo"
FILES = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.tf")}
ACCOUNT = "222222222222"


def test_each_key_gets_the_policy_that_its_document_says() -> None:
    found = {one.alias: json.loads(one.policy) for one in key_policies(FILES, ACCOUNT)}
    assert set(found) == {"alias/alert-topic-test", "alias/alert-topic-stage"}
    (root,) = found["alias/alert-topic-test"]["Statement"]
    assert root["Principal"] == {"AWS": [f"arn:aws:iam::{ACCOUNT}:root"]}
    _, budgets = found["alias/alert-topic-stage"]["Statement"]
    assert budgets["Principal"] == {"Service": ["budgets.amazonaws.com"]}


def test_conditions_and_locals_are_filled_in() -> None:
    condition = """
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id, "333333333333"]
    }
  }
}"""
    keys = FILES["keys.tf"].replace("\n  }\n}", condition, 1)
    policies = [one.policy for one in key_policies({**FILES, "keys.tf": keys}, ACCOUNT)]
    (statement,) = json.loads(policies[0])["Statement"]
    values = [ACCOUNT, "333333333333"]
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": values}}


@pytest.mark.parametrize(
    ("old", "new"),
    [("local.account_id", "var.account"), ("aws_iam_policy_document.", "aws_other.document.")],
)
def test_what_it_does_not_know_is_no_policy(old: str, new: str) -> None:
    keys = FILES["keys.tf"].replace(old, new)
    with pytest.raises((ValueError, KeyError)):
        list(key_policies({**FILES, "keys.tf": keys}, ACCOUNT))
