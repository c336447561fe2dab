"""The addresses of the AWS console where a budget, a topic, a key and an event are looked at.

The hosts are those of https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html
and of AWS's sign-in pages for the partitions `aws-cn` and `aws-us-gov`. The paths are those that
the console itself shows; AWS documents none of them (docs/facts.md 7).
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from bot.core.arns import parse_arn

_HOSTS: Mapping[str, str] = {
    "aws": "console.aws.amazon.com",
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
}
_BILLING: Mapping[str, str] = {"aws": "us-east-1", "aws-cn": "cn-northwest-1"}


def console_url(arn: str) -> str:
    """Where the console shows a topic or a key; "" for any other ARN, or another partition."""
    parts = parse_arn(arn)
    if parts is None or parts.partition not in _HOSTS or not parts.region:
        return ""
    where, region = f"https://{parts.region}.{_HOSTS[parts.partition]}", parts.region
    if parts.service == "sns":
        return f"{where}/sns/v3/home?region={region}#/topic/{quote(arn, safe=':')}"
    if parts.service == "kms" and parts.resource.startswith("key/"):
        id = quote(parts.resource.removeprefix("key/"), safe="")
        return f"{where}/kms/home?region={region}#/kms/keys/{id}"
    return ""


def budget_url(name: str, partition: str = "aws") -> str:
    """Where the console shows a budget of the account that one is signed in to; "" for none."""
    if partition not in _BILLING:
        return ""
    where = f"https://{_BILLING[partition]}.{_HOSTS[partition]}"
    return f"{where}/costmanagement/home#/budgets/details?name={quote(name, safe='')}"


def event_url(region: str, event: str, partition: str = "aws") -> str:
    """Where the console shows one event of CloudTrail by its id; "" where there is none."""
    if partition not in _HOSTS or not event or not region:
        return ""
    where = f"https://{region}.{_HOSTS[partition]}/cloudtrailv2/home?region={region}"
    return f"{where}#/events/{quote(event, safe='')}"
