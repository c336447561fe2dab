"""The statements that budget-check writes (docs/facts.md 1.1, 2.5, 3.3).

What a sender's may ask for says the sender. Of its source a key's has aws:SourceAccount at most: a
wrong aws:SourceArn there cost people weeks (docs/causes.md 0).
"""

from __future__ import annotations

import json

from bot.core.policy.services import sid_for
from bot.core.senders import SOURCE_ACCOUNT, SOURCE_ARN, SOURCE_OWNER, Origin, Sender

KEY_GRANT = ["kms:GenerateDataKey*", "kms:Decrypt"]

Statement = dict[str, object]


def sender_on_key(sender: Sender, service: str, account: str) -> Statement:
    """Lets the sender, which is `service` here, use the key on behalf of one account."""
    accounts = (account,) if SOURCE_ACCOUNT in sender.key_sources else ()
    return service_on_key(sid_for(service), service, accounts)


def sender_on_topic(sender: Sender, service: str, topic: str, origin: Origin) -> Statement:
    """Lets the sender, which is `service` here, publish on behalf of the origin's account."""
    everyone = sender.by_everyone
    made: Statement = {
        "Sid": sid_for(service),
        "Effect": "Allow",
        "Principal": {"AWS": "*"} if everyone else {"Service": service},
        "Action": "SNS:Publish",
        "Resource": topic,
    }
    condition: dict[str, object] = {}
    if everyone:
        # Without it anybody could publish; who acts for the account brings it.
        condition["StringEquals"] = {SOURCE_OWNER: origin.account}
    if SOURCE_ACCOUNT in sender.topic_sources:
        condition["StringEquals"] = {SOURCE_ACCOUNT: origin.account}
    if SOURCE_ARN in sender.topic_sources:
        condition["ArnLike"] = {SOURCE_ARN: origin.fill(sender.source_pattern)}
    return {**made, "Condition": condition} if condition else made


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
