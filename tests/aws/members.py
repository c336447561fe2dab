"""Member accounts of the embedded AWS: their roles, their budgets, and their entries in SSM."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from bot.aws.accounts import Accounts
from bot.aws.apply import ONCE
from bot.aws.owners import READS
from bot.aws.reads import ACTIONS
from tests.aws.world import OpenAws, allow
from tests.conftest import ACCOUNT, EmbeddedAws

PATH = "/budget-check/prod/accounts"
PROD, TEST = "222222222222", "333333333333"
EXTERNAL_ID = "an-external-id"
_READS = allow(*ACTIONS, *(read.action for read in READS))


@dataclass
class Clock:
    """A monotonic clock that a test moves."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Members:
    """Puts accounts into the embedded AWS."""

    aws: EmbeddedAws
    opener: OpenAws
    clock: Clock = field(default_factory=Clock)

    def accounts(self, path: str = PATH) -> Accounts:
        """The directory as budget-check opens it, by the hub's root."""
        return Accounts(self.opener(), path, self.clock, self.opener(config=ONCE))

    def role(self, account: str, name: str, *statements: dict[str, Any]) -> str:
        """A role that the hub may assume with the external id; its ARN."""
        trust = {
            "Effect": "Allow",
            "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"sts:ExternalId": EXTERNAL_ID}},
        }
        iam = self.aws.client("iam", account=account)
        made = iam.create_role(
            RoleName=name, AssumeRolePolicyDocument=json.dumps({"Statement": [trust]})
        )
        document = {"Version": "2012-10-17", "Statement": list(statements)}
        iam.put_role_policy(RoleName=name, PolicyName="may", PolicyDocument=json.dumps(document))
        return str(made["Role"]["Arn"])

    def member(self, alias: str, account: str, *mend: str, **different: Any) -> None:
        """An account with a read role and an entry; `mend` are the actions of its mend role."""
        said = {
            "account": account,
            "read_role": self.role(account, "budget-check-prod-read", _READS),
            "external_id": EXTERNAL_ID,
        }
        if mend:
            said["mend_role"] = self.role(account, "budget-check-prod-mend", allow(*mend))
        self.entry(alias, {**said, **different})

    def entry(self, alias: str, said: object) -> None:
        """The parameter of one account."""
        value = said if isinstance(said, str) else json.dumps(said)
        self.aws.client("ssm").put_parameter(
            Name=f"{PATH}/{alias}", Value=value, Type="SecureString", Overwrite=True
        )

    def budget(self, account: str, name: str) -> None:
        """A budget without notifications."""
        self.aws.client("budgets", account=account).create_budget(
            AccountId=account,
            Budget={
                "BudgetName": name,
                "BudgetLimit": {"Amount": "100", "Unit": "USD"},
                "TimeUnit": "MONTHLY",
                "BudgetType": "COST",
            },
        )

    def calls(self, operation: str) -> int:
        """How often AWS was asked for this since the start."""
        return sum(call.operation == operation for call in self.aws.control.asked())
