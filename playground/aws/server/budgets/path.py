"""What Budgets would meet on its way to a topic, put before the judge."""

from datetime import UTC, datetime
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import kms, sns

from playground.aws.judge import Assumptions, Grant, Judgement, Key, Situation, judge
from playground.aws.server.budgets.state import STATE
from playground.aws.server.kms import managed
from playground.aws.server.kms.access import policy_of
from playground.aws.server.kms.keys import account_of, resolve
from playground.aws.server.organizations import organization_of


def judged(account: str, budget: str, topic_arn: str) -> Judgement:
    """Whether an alert of this budget reaches the topic, as the judge sees it."""
    parts = topic_arn.split(":")
    if len(parts) != 6 or parts[2] != "sns":
        return Judgement("refused", f"{topic_arn} is no topic's ARN")
    with request_scope(parts[4], parts[3]):
        topic = sns._topics.get(topic_arn)
        attributes = topic["attributes"] if topic else {}
        key = _key(attributes.get("KmsMasterKeyId", ""), parts[4])
    assumed = {**STATE.assumed.get((account, "*"), {}), **STATE.assumed.get((account, budget), {})}
    return judge(
        Situation(
            account=account,
            budget=budget,
            topic_arn=topic_arn,
            topic_policy=attributes.get("Policy"),
            key=key,
            assumptions=Assumptions(**assumed),
            organization=organization_of(account),
            now=datetime.now(UTC),
        )
    )


def _key(key_id: str, account: str) -> Key | None:
    if not key_id:
        return None
    if key_id.endswith("alias/aws/sns"):
        managed.ensure()
    record = resolve(key_id)
    if record is None:
        return Key(arn=key_id, account=account, exists=False)
    shared = [record["_ram_policy"]] if "_ram_policy" in record else []
    return Key(
        arn=record["Arn"],
        account=account_of(record),
        policies=(policy_of(record), *shared),
        manager=record.get("_manager", "CUSTOMER"),
        state=record["KeyState"],
        spec=record["KeySpec"],
        usage=record["KeyUsage"],
        grants=tuple(_grants(record)),
    )


def _grants(record: dict[str, Any]) -> list[Grant]:
    with request_scope(account_of(record), record["Arn"].split(":")[3]):
        found = [one for one in kms._grants.values() if one["KeyId"] == record["Arn"]]
    return [
        Grant(
            service=one.get("GranteeServicePrincipal") or one.get("GranteePrincipal") or "",
            operations=tuple(one["Operations"]),
            source_arn=(one.get("Constraints") or {}).get("SourceArn"),
        )
        for one in found
    ]


def publish(topic_arn: str, subject: str, message: str) -> None:
    """Hand a message to SNS as a service does: no attributes, plain text."""
    _, _, _, region, account, _ = topic_arn.split(":")
    with request_scope(account, region):
        sns.publish_internal(topic_arn, message, subject)
