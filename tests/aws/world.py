"""Puts budgets, topics and keys into the embedded AWS, and opens `Aws` onto it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import boto3
import botocore.session
from botocore.config import Config
from botocore.loaders import Loader

from bot.aws.clients import CONFIG, Aws
from bot.aws.gather import read
from bot.core.model.path import Facts
from tests.conftest import ACCOUNT, EmbeddedAws

NAME = "cost-all-services-manage"
REGION = "us-east-1"
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:alerts"
NOW = datetime.now(UTC)
_LOADER = Loader()  # its cache, shared: reading the service models anew costs most of a test
_FREE: list[boto3.Session] = []
"""Sessions of `ACCOUNT` that a test has done with: a new one costs as much as many calls, and keeps
nothing of a test. Its clients do, and are made anew.
"""


@dataclass
class OpenAws:
    """Opens an `Aws` for credentials as `EmbeddedAws.as_role` gives them."""

    _opened: list[Aws] = field(default_factory=list)
    _ordinary: list[boto3.Session] = field(default_factory=list)

    def __call__(
        self,
        account: str | None = ACCOUNT,
        *,
        secret: str | None = "test",  # noqa: S107
        token: str | None = None,
        region: str | None = REGION,
        config: Config = CONFIG,
        loader: Loader | None = None,
        alone: bool = False,
    ) -> Aws:
        """`account` is an access key id; 12 digits mean that account's root. `alone` is for who
        changes the session.
        """
        ordinary = (account, secret, token, region) == (ACCOUNT, "test", None, REGION)
        if ordinary and loader is None and not alone:
            session = _FREE.pop() if _FREE else _session(ACCOUNT, "test", None, REGION)
            self._ordinary.append(session)
        else:
            session = _session(account, secret, token, region, loader)
        self._opened.append(Aws(session, config=config))
        return self._opened[-1]

    def as_role(self, world: World, *statements: dict[str, Any]) -> Aws:
        """As a role that may do just this."""
        given = world.aws.as_role("checker", *statements)
        return self(given["account"], secret=given["secret"], token=given["token"])

    def close(self) -> None:
        """Close all of them."""
        for aws in self._opened:
            aws.close()
        _FREE.extend(self._ordinary)
        self._opened.clear()
        self._ordinary.clear()


def _session(
    account: str | None,
    secret: str | None,
    token: str | None,
    region: str | None,
    loader: Loader | None = None,
) -> boto3.Session:
    core = botocore.session.Session()
    core.register_component("data_loader", loader or _LOADER)
    return boto3.Session(account, secret, token, region, botocore_session=core)


@dataclass(frozen=True)
class World:
    """One account of the embedded AWS."""

    aws: EmbeddedAws

    def topic(self, name: str = "alerts", region: str = REGION, **attributes: str) -> str:
        """A topic; its ARN."""
        sns = self.aws.client("sns", region)
        return str(sns.create_topic(Name=name, Attributes=attributes)["TopicArn"])

    def subscribe(self, topic: str, protocol: str, endpoint: str, **attributes: str) -> str:
        """A subscription; its ARN."""
        sns = self.aws.client("sns", topic.split(":")[3])
        made = sns.subscribe(
            TopicArn=topic,
            Protocol=protocol,
            Endpoint=endpoint,
            Attributes=attributes,
            ReturnSubscriptionArn=True,
        )
        return str(made["SubscriptionArn"])

    def key(self, alias: str = "", account: str = ACCOUNT) -> str:
        """A customer managed key; its ARN."""
        kms = self.aws.client("kms", account=account)
        arn = kms.create_key()["KeyMetadata"]["Arn"]
        if alias:
            kms.create_alias(AliasName=f"alias/{alias}", TargetKeyId=arn)
        return str(arn)

    def queue(self, name: str = "alerts", **attributes: str) -> str:
        """A queue; its ARN."""
        self.aws.client("sqs").create_queue(QueueName=name, Attributes=attributes)
        return f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"

    def budget(self, *topics: str, name: str = NAME, emails: tuple[str, ...] = ()) -> None:
        """A budget with a notification for each topic, at 10 %, 20 % and so on."""
        people = [{"SubscriptionType": "EMAIL", "Address": address} for address in emails]
        told = [
            {
                "Notification": notification(10.0 * (i + 1)),
                "Subscribers": [{"SubscriptionType": "SNS", "Address": topic}, *people],
            }
            for i, topic in enumerate(topics)
        ]
        self.aws.client("budgets").create_budget(
            AccountId=ACCOUNT,
            Budget={
                "BudgetName": name,
                "BudgetLimit": {"Amount": "100.0", "Unit": "USD"},
                "TimeUnit": "MONTHLY",
                "BudgetType": "COST",
            },
            NotificationsWithSubscribers=told,
        )

    def retime(self, name: str, time_unit: str) -> None:
        """Give a budget another period."""
        budgets = self.aws.client("budgets")
        known = budgets.describe_budget(AccountId=ACCOUNT, BudgetName=name)["Budget"]
        kept = {field: known[field] for field in ("BudgetName", "BudgetLimit", "BudgetType")}
        budgets.update_budget(AccountId=ACCOUNT, NewBudget={**kept, "TimeUnit": time_unit})

    def calls(self) -> list[str]:
        """What AWS was asked since the record was emptied: "kms DescribeKey", sorted."""
        return sorted(f"{c.service} {c.operation}" for c in self.aws.control.asked())

    def tries(self) -> list[str]:
        """The same, with each try of the SDK's own by itself."""
        return sorted(f"{c.service} {c.operation}" for c in self.aws.control.calls())


def notification(threshold: float) -> Mapping[str, Any]:
    """What identifies a notification."""
    return {
        "NotificationType": "ACTUAL",
        "ComparisonOperator": "GREATER_THAN",
        "Threshold": threshold,
        "ThresholdType": "PERCENTAGE",
    }


def check(aws: Aws, name: str = NAME, *, seconds: float = 25.0) -> Facts:
    """`gather.read` for the account of the tests, now."""
    return read(aws, ACCOUNT, name, NOW, seconds=seconds)


def allow(*actions: str) -> dict[str, Any]:
    """A statement of an IAM policy."""
    return {"Effect": "Allow", "Action": list(actions), "Resource": "*"}


def deny(*actions: str) -> dict[str, Any]:
    """A statement of an IAM policy."""
    return {"Effect": "Deny", "Action": list(actions), "Resource": "*"}


def policy(*statements: Mapping[str, Any]) -> str:
    """A policy document."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
