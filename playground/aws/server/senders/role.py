"""A role of the customer's that publishes: its own policies decide, with those of topic and key
(docs/facts.md 13, class B).
"""

from collections.abc import Iterator

from ministack.core.iam_evaluator import (
    EvalContext,
    EvalResult,
    _gather_role_policies,
    _permissions_boundary,
    _resource_policy,
    combine_resource_policy,
    evaluate,
)
from ministack.services import iam

from playground.aws.judge import DEAD, KMS_ACTIONS, Judgement
from playground.aws.server.senders.path import Source, Topic


def judged_as(source: Source, topic: Topic) -> Judgement:
    """Whether the source's role may publish to the topic, as IAM decides."""
    role_arn = source.role
    if topic.policy is None:
        return Judgement("refused", f"there is no topic {topic.arn}", "topic")
    if topic.key is not None and not source.sender.encrypted:
        why = f"{source.sender.name} does not support encrypted topics"
        return Judgement("refused", why, "key")
    if why := _refusal(role_arn, "sns:Publish", topic.arn, "sns"):
        return Judgement("refused", why, "topic")
    why = next(iter(_key_refusals(role_arn, topic)), "")
    return Judgement("refused", why, "key") if why else Judgement("delivers", f"{role_arn} may")


def _key_refusals(role_arn: str, topic: Topic) -> Iterator[str]:
    key = topic.key
    if key is None:
        return
    if not key.exists or key.state in DEAD:
        yield f"{key.arn} {f'is {key.state}' if key.exists else 'does not exist'}"
        return
    for action in KMS_ACTIONS:
        if why := _refusal(role_arn, action, key.arn, "kms"):
            yield why


def _refusal(role_arn: str, action: str, resource: str, service: str) -> str:
    """Why the role may not do this; empty if it may."""
    account, name = role_arn.split(":")[4], role_arn.rpartition("/")[2]
    asked = EvalContext(
        principal_arn=f"arn:aws:sts::{account}:assumed-role/{name}/publisher",
        principal_type="AssumedRole",
        principal_account=account,
        action=action,
        resource_arn=resource,
        region=resource.split(":")[3],
    )
    limits = _permissions_boundary(iam._roles, name, account)
    found: EvalResult = evaluate(asked, _gather_role_policies(name, account), *limits)
    held = _resource_policy(service, resource)
    if held is not None:
        required = service == "kms"
        found = combine_resource_policy(found, asked, *held, required=required, limits=limits)
    if found.decision == "Allow":
        return ""
    if found.decision == "Deny":
        return f"a policy denies {action} to {role_arn}"
    return f"nothing lets {role_arn} do {action}"
