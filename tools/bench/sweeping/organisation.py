"""An organisation in the embedded AWS: its accounts have a budget each, with a topic and a key."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from playground.aws.control import Control
from playground.scenarios import policies
from playground.scenarios.model import REGION
from playground.scenarios.resources.clients import Clients
from playground.scenarios.shared_topic import add_budget

HUB = policies.ACCOUNT
PARAMETER = "/budget-check/bench/accounts"
ROLE = "budget-check-bench-read"
FEWEST = 1 + 3 + 3 + 1 + 2 + 1 + 4 + 1
"""The fewest calls that can say of one such account whether its budget's alert arrives: its role is
assumed; its budgets, their notifications and actions are listed, and the chat rooms of three apps;
the notification's subscribers; the topic's attributes and subscriptions, the one subscription's
filter; the key's state, its grants, its policy and the second one that sharing makes; and what
CloudWatch counted for the topic. What is kept of all that is not counted here.
"""
_FIRST = 700_000_000_000
_EXTERNAL_ID = "bench"
_ENDPOINT = "team@example.com"
_ID = "o-benchorg001"


@dataclass(frozen=True, slots=True)
class Organisation:
    """The ids of its accounts."""

    accounts: tuple[str, ...]


def budget_of(account: str) -> str:
    """Its budget's name, which no other account has."""
    return f"spend-{account}"


def make(url: str, count: int) -> Organisation:
    """The accounts, and an entry for all: every alert there would arrive."""
    accounts = tuple(str(_FIRST + n) for n in range(count))
    clients, control = Clients(url), Control(url)
    try:
        _fill(clients, control, accounts[0])
        control.copy_account(accounts[0], accounts[1:])
        tell(control, accounts)
        _enter(clients)
    finally:
        clients.close()
    control.forget_calls()
    return Organisation(accounts)


def tell(
    control: Control, accounts: Iterable[str], states: Mapping[str, str] | None = None
) -> None:
    """These are its accounts from now on, ACTIVE unless `states` has another word for one."""
    known = states or {}
    control.put_whole_organization(
        _ID,
        HUB,
        [
            {"id": one, "name": f"account {one}", "state": known.get(one, "ACTIVE")}
            for one in accounts
        ],
    )


def _enter(clients: Clients) -> None:
    """The one entry for all of it; the hub itself may list it."""
    entry = {"organization": _ID, "read_role": ROLE, "external_id": _EXTERNAL_ID}
    clients.of("ssm", HUB, REGION).put_parameter(
        Name=f"{PARAMETER}/organization", Type="SecureString", Value=json.dumps(entry)
    )


def _fill(clients: Clients, control: Control, account: str) -> None:
    topic = _topic(clients, account, _key(clients, account))
    clients.of("sns", account, REGION).subscribe(
        TopicArn=topic, Protocol="email", Endpoint=_ENDPOINT
    )
    control.confirm(topic, _ENDPOINT)
    add_budget(clients.of("budgets", account, REGION), account, budget_of(account), topic)
    iam = clients.of("iam", account, REGION)
    iam.create_role(RoleName=ROLE, AssumeRolePolicyDocument=json.dumps(_TRUST))
    iam.put_role_policy(RoleName=ROLE, PolicyName="reads", PolicyDocument=json.dumps(_READS))


_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"AWS": HUB},
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"sts:ExternalId": _EXTERNAL_ID}},
        }
    ],
}
_READS = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [
                *("budgets:View*", "budgets:Describe*", "chatbot:*", "cloudwatch:GetMetricData"),
                *("sns:Get*", "sns:List*", "kms:Describe*", "kms:Get*", "kms:List*"),
            ],
            "Resource": "*",
        }
    ],
}


def _key(clients: Clients, account: str) -> str:
    statements = (policies.ROOT, policies.BUDGETS_ON_KEY)
    policy = policies.document(statements, "2012-10-17", "bench").replace("KEY_OWNER", account)
    made = clients.of("kms", account, REGION).create_key(Policy=_own(policy, account))
    return str(made["KeyMetadata"]["Arn"])


def _topic(clients: Clients, account: str, key: str) -> str:
    arn = f"arn:aws:sns:{REGION}:{account}:alerts"
    policy = policies.document((policies.OWNER, policies.BUDGETS), "2008-10-17", "bench")
    attributes = {"Policy": _own(policy, account).replace("TOPIC_ARN", arn)}
    clients.of("sns", account, REGION).create_topic(
        Name="alerts", Attributes={**attributes, "KmsMasterKeyId": key}
    )
    return arn


def _own(text: str, account: str) -> str:
    return text.replace(policies.ACCOUNT, account)
