"""Keys: made with their policy, then brought into the state that the scenario tells of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playground.scenarios.model import REGION, Key
from playground.scenarios.resources.clients import Client, Clients


def make(clients: Clients, key: Key, region: str, topic_arn: str = "") -> str:
    """Make `key` in a Region; its ARN. `topic_arn` takes the place of TOPIC_ARN in its policy."""
    kms = clients.of("kms", key.account, key.region or region)
    origin = {"Origin": "EXTERNAL"} if key.state == "PendingImport" else {}
    policy = key.policy.replace("TOPIC_ARN", topic_arn)
    with _users(clients, key):
        made = kms.create_key(KeySpec=key.spec, KeyUsage=key.usage, Policy=policy, **origin)
    arn = str(made["KeyMetadata"]["Arn"])
    kms.create_alias(AliasName=f"alias/{key.name}", TargetKeyId=arn)
    for grant in key.grants:
        _grant(kms, arn, grant.source_arn, grant.operations)
    _bring_into_state(kms, arn, key.state)
    return arn


@contextmanager
def _users(clients: Clients, key: Key) -> Iterator[None]:
    """IAM users that exist just long enough to get into the policy; then only their id is left."""
    if not key.gone_users:
        yield
        return
    iam = clients.of("iam", key.account, REGION)
    for name in key.gone_users:
        iam.create_user(UserName=name)
    yield
    for name in key.gone_users:
        iam.delete_user(UserName=name)


def _grant(kms: Client, arn: str, source_arn: str, operations: tuple[str, ...]) -> None:
    kms.create_grant(
        KeyId=arn,
        GranteeServicePrincipal="budgets.amazonaws.com",
        RetiringServicePrincipal="budgets.amazonaws.com",
        Operations=list(operations),
        Constraints={"SourceArn": source_arn},
    )


def _bring_into_state(kms: Client, arn: str, state: str) -> None:
    if state == "Disabled":
        kms.disable_key(KeyId=arn)
    elif state == "PendingDeletion":
        kms.schedule_key_deletion(KeyId=arn, PendingWindowInDays=14)
