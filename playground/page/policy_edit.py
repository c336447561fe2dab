"""Somebody edits a policy in the page: written through the ordinary AWS API, as that person."""

from __future__ import annotations

import re

from playground.page.asked import Asked, RefusedError
from playground.page.persona import DANA
from playground.page.session import Session
from playground.page.topics import region_of

_SERVICES = {"topic": "sns", "key": "kms"}


def write_policy(session: Session, asked: Asked) -> dict[str, bool]:
    """Write `policy` on the topic or key `arn`. What AWS says against it passes through."""
    kind, arn, policy = asked.text("kind"), asked.text("arn"), asked.text("policy")
    if kind not in _SERVICES:
        raise RefusedError("kind must be topic or key.")
    if not re.fullmatch(rf"arn:aws[a-z-]*:{_SERVICES[kind]}:[a-z0-9-]+:\d{{12}}:\S+", arn):
        raise RefusedError(f"arn must be the ARN of a {kind}.")
    if not policy.strip():
        raise RefusedError("The policy is empty.")
    if kind == "topic":
        session.aws.client("sns", region_of(arn), DANA).set_topic_attributes(
            TopicArn=arn, AttributeName="Policy", AttributeValue=policy
        )
    else:
        session.aws.client("kms", region_of(arn), DANA).put_key_policy(
            KeyId=arn, PolicyName="default", Policy=policy
        )
    return {"ok": True}
