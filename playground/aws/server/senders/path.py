"""What a service would meet on its way to a topic, put before the judge."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import kms, sns

from playground.aws.delivery_rules.sender import Sender
from playground.aws.judge import Assumptions, Grant, Judgement, Key, Situation, judge
from playground.aws.server.kms import managed
from playground.aws.server.kms.access import policy_of
from playground.aws.server.kms.keys import account_of, resolve
from playground.aws.server.organizations import organization_of


@dataclass(frozen=True)
class Source:
    """For what a service publishes: an account's alarm, rule, budget, by `name`.

    `arn` is its aws:SourceArn, "" for a budget's. `role` publishes where it is not the service.
    """

    sender: Sender
    account: str
    name: str
    arn: str = ""
    role: str = ""


@dataclass(frozen=True)
class Topic:
    """A topic as SNS holds it: `policy` None where there is none, `key` as KMS knows it."""

    arn: str
    policy: str | None
    key: Key | None


def topic_of(arn: str) -> Topic | None:
    """The topic with its key; None for what is no topic's ARN."""
    parts = arn.split(":")
    if len(parts) != 6 or parts[2] != "sns":
        return None
    with request_scope(parts[4], parts[3]):
        topic = sns._topics.get(arn)
        attributes = topic["attributes"] if topic else {}
        key = _key(attributes.get("KmsMasterKeyId", ""), parts[4])
    return Topic(arn, attributes.get("Policy"), key)


def judged(source: Source, topic_arn: str, assumed: Assumptions | None = None) -> Judgement:
    """Whether what the source has to say reaches the topic, as the judge sees it."""
    topic = topic_of(topic_arn)
    if topic is None:
        return Judgement("refused", f"{topic_arn} is no topic's ARN", "topic")
    return judge(
        Situation(
            account=source.account,
            name=source.name,
            topic_arn=topic_arn,
            topic_policy=topic.policy,
            key=topic.key,
            sender=source.sender,
            arn=source.arn,
            assumptions=assumed or Assumptions(),
            organization=organization_of(source.account),
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
