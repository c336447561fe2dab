"""The services that publish, as far as a topic and a key can tell them apart (docs/facts.md 13.1).

What AWS documents nowhere is `unknown`, and what it sends only perhaps is `perhaps`: no policy's
fate is decided by either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sent = Literal["sent", "perhaps", "absent", "unknown"]


@dataclass(frozen=True, slots=True)
class Carried:
    """What a call says of its source: `aws:SourceAccount`, `aws:SourceArn` and, in an organisation,
    `aws:SourceOrgID` and its like.
    """

    account: Sent = "sent"
    arn: Sent = "sent"
    organization: Sent = "sent"


@dataclass(frozen=True, slots=True)
class Sender:
    """A service by the word that settings have for it, its name and principal, and what its
    calls to SNS and KMS carry.

    `to_others` and `to_regions`: whether it publishes to topics of other accounts and Regions at
    all. `encrypted`: whether it supports encrypted topics. `owner`: whether its publish carries
    `aws:SourceOwner`, the account. `as_account`: it comes as the account itself, and no service's
    principal lets it in.
    """

    id: str
    name: str
    service: str
    on_topic: Carried = Carried()
    on_key: Carried = Carried()
    to_others: bool = False
    to_regions: bool = False
    encrypted: bool = True
    owner: Sent = "absent"
    as_account: bool = False

    @property
    def prefix(self) -> str:
        """What stands before AWS's domain in its principal: `events.rds.`."""
        return self.service.removesuffix("amazonaws.com")


BUDGETS = Sender(
    "budgets", "Budgets", "budgets.amazonaws.com", on_key=Carried(arn="perhaps"), to_regions=True
)
ALARMS = Sender("alarms", "CloudWatch", "cloudwatch.amazonaws.com", to_others=True, owner="sent")
RULES = Sender(
    "rules",
    "EventBridge",
    "events.amazonaws.com",
    Carried(account="perhaps"),
    Carried("absent", "absent", "absent"),
    to_others=True,
)
ANOMALIES = Sender(
    "anomalies",
    "Cost Anomaly Detection",
    "costalerts.amazonaws.com",
    Carried(arn="unknown"),
    Carried("perhaps", "unknown"),
    to_regions=True,
    owner="unknown",
)
TRAILS = Sender(
    "trails",
    "CloudTrail",
    "cloudtrail.amazonaws.com",
    on_key=Carried("perhaps", "perhaps"),
    to_others=True,
    to_regions=True,
    owner="unknown",
)
CONFIG = Sender(
    "config",
    "Config",
    "config.amazonaws.com",
    Carried(arn="unknown"),
    to_others=True,
    encrypted=False,
    owner="unknown",
)
RDS = Sender(
    "rds",
    "RDS",
    "events.rds.amazonaws.com",
    on_key=Carried("perhaps", "perhaps"),
    to_others=True,
    owner="unknown",
)
ELASTICACHE = Sender(
    "elasticache",
    "ElastiCache",
    "elasticache.amazonaws.com",
    Carried("absent", "absent"),
    encrypted=False,
    owner="sent",
    as_account=True,
)

OTHERS = tuple(
    one for one in tuple(globals().values()) if isinstance(one, Sender) and one is not BUDGETS
)
"""Whoever publishes beside AWS Budgets."""
