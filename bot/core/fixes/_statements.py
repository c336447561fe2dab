"""The statements that budget-check writes (docs/facts.md 1.1, 2.5, 3.3).

On a key aws:SourceAccount alone: which aws:SourceArn, if any, AWS Budgets sends to KMS is not
documented, and a wrong one cost people weeks (docs/causes.md 0). On a topic also the aws:SourceArn
that AWS prints, without a Region, for Budgets ARNs have none.
"""

from __future__ import annotations

import json

from bot.core.senders import BUDGETS

SID = "BudgetCheckAllowBudgets"
KEY_GRANT = ["kms:GenerateDataKey*", "kms:Decrypt"]

Statement = dict[str, object]


def budgets_on_key(account: str, service: str) -> Statement:
    """Lets AWS Budgets of one account use the key."""
    return service_on_key(SID, service, (account,))


def budgets_on_topic(topic: str, account: str, partition: str, service: str) -> Statement:
    """Lets AWS Budgets of one account publish, as AWS documents it.

    The ARN ends in `:*`, not in the budget's name: names may hold what SNS does not take.
    """
    return {
        "Sid": SID,
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": "SNS:Publish",
        "Resource": topic,
        "Condition": {
            "StringEquals": {"aws:SourceAccount": account},
            "ArnLike": {"aws:SourceArn": f"arn:{partition}:budgets::{account}:*"},
        },
    }


def service_on_key(sid: str, service: str, accounts: tuple[str, ...]) -> Statement:
    """Lets a service use the key on behalf of these accounts; of any, without one."""
    made: Statement = {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": service},
        "Action": KEY_GRANT,
        "Resource": "*",
    }
    if accounts:
        values = accounts[0] if len(accounts) == 1 else list(accounts)
        made["Condition"] = {"StringEquals": {"aws:SourceAccount": values}}
    return made


def account_root(account: str, partition: str) -> Statement:
    """Leaves the key to the IAM policies of the account, as every key should (lock-out check)."""
    return {
        "Sid": "BudgetCheckAccountRoot",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:{partition}:iam::{account}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }


def principals_through_sns(account: str, region: str) -> Statement:
    """What alias/aws/sns gives the account's own principals when they publish.

    Without the kms:CreateGrant and kms:ListGrants of AWS's statement: publishing needs neither.
    """
    return {
        "Sid": "BudgetCheckAccountThroughSns",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": [*KEY_GRANT, "kms:DescribeKey"],
        "Resource": "*",
        "Condition": {
            "StringEquals": {
                "kms:CallerAccount": account,
                "kms:ViaService": f"sns.{region}.amazonaws.com",
            }
        },
    }


def policy(statements: list[Statement]) -> str:
    """A policy's text, for people to read too."""
    return json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=2)


def budgets_principal(partition: str) -> str | None:
    """AWS Budgets' principal; None where AWS documents none."""
    return BUDGETS.principal(partition)
