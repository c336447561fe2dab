"""A hub and its members at the embedded AWS, as docs/accounts.md has them made."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from bot.aws.list_organization import READS as ORGANIZATION
from tests.aws.world import allow
from tests.conftest import EmbeddedAws
from tests.deploy.template import ROOT

HUB = "999999999999"
PATH = "/budget-check/prod/accounts"
EXTERNAL_ID = "the-external-id"
_DONE = {"CREATE_COMPLETE", "CREATE_FAILED", "ROLLBACK_COMPLETE"}


@dataclass(frozen=True)
class Hub:
    """The account that budget-check runs in."""

    aws: EmbeddedAws

    def deploy(self, account: str, region: str = "us-east-1", **parameters: str) -> None:
        """The template as a stack of the member account in one Region."""
        given = {
            "HubAccountId": HUB,
            "Stage": "prod",
            "ExternalId": EXTERNAL_ID,
            "HubRegion": "eu-west-1",
            **parameters,
        }
        client = self.aws.client("cloudformation", region, account)
        client.create_stack(
            StackName="budget-check",
            TemplateBody=(ROOT / "deploy" / "member-account.yml").read_text("utf-8"),
            Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in given.items()],
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )
        status = ""
        while status not in _DONE:
            stack = client.describe_stacks(StackName="budget-check")["Stacks"][0]
            status = stack["StackStatus"]
            time.sleep(0.05)
        assert status == "CREATE_COMPLETE", stack

    def entry(self, alias: str, account: str, *, buttons: bool, **different: str) -> None:
        """The account's parameter."""
        role = f"arn:aws:iam::{account}:role/budget-check-prod"
        said = {"account": account, "read_role": f"{role}-read", "external_id": EXTERNAL_ID}
        if buttons:
            said["mend_role"] = f"{role}-mend"
        self.aws.client("ssm", account=HUB).put_parameter(
            Name=f"{PATH}/{alias}", Value=json.dumps({**said, **different}), Type="SecureString"
        )

    def role(self, name: str) -> dict[str, Any]:
        """Credentials of one of the hub's own roles, with the rights that it needs here."""
        lists = (read.action for read in ORGANIZATION)
        may = allow("sts:AssumeRole", "ssm:GetParametersByPath", "budgets:ViewBudget", *lists)
        return self.aws.as_role(f"budget-check-prod-{name}", may, account=HUB)
