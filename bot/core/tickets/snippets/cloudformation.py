"""CloudFormation: the statement as one more item of the policy document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from bot.core.plan import Plan
from bot.core.tickets.snippets._steps import Attribute, NewKeyFor, StatementIn, Step, steps

_RESOURCES = {
    "topic": "AWS::SNS::Topic",
    "key": "AWS::KMS::Key",
    "subscription": "AWS::SNS::Subscription",
}
_NAMES = {"KeyState": "Enabled"}
_WORDS = {"Enabled": "true", "true": "true", "false": "false"}


def cloudformation(plan: Plan) -> str:
    """The plan as YAML; "" where there is nothing to write."""
    return "\n\n".join("\n".join(_lines(step)) for step in steps(plan))


def _lines(step: Step) -> Iterator[str]:
    if isinstance(step, StatementIn):
        where = (
            "KeyPolicy of the AWS::KMS::Key"
            if step.on_key
            else "PolicyDocument of the AWS::SNS::TopicPolicy"
        )
        if step.out:
            yield f"# Out of the {where}: {step.statement['Sid']}."
            return
        yield f"# One more item under Statement, in the {where}:"
        yield from _yaml([step.statement])
    elif isinstance(step, NewKeyFor):
        yield from _new_key(step)
    else:
        yield from _attribute(step)


def _attribute(step: Attribute) -> Iterator[str]:
    resource, name = _RESOURCES[step.kind], _NAMES.get(step.name, step.name)
    if not step.value:
        yield f"# Take this out of the {resource}: {name}"
        return
    yield f"# In the {resource}:"
    yield f"{name}: {_value(step)}"


def _value(step: Attribute) -> str:
    """A filter policy is an object here, and JSON is YAML."""
    return (
        step.value if step.name == "FilterPolicy" else _WORDS.get(step.value) or _text(step.value)
    )


def _new_key(step: NewKeyFor) -> Iterator[str]:
    policy = {"Version": "2012-10-17", "Statement": list(step.statements)}
    yield "BudgetAlertsKey:"
    yield "  Type: AWS::KMS::Key"
    yield "  Properties:"
    yield "    Description: Encrypts the SNS topic of the budget alerts"
    yield "    EnableKeyRotation: true"
    yield "    KeyPolicy:"
    yield from (f"      {line}" for line in _yaml(policy))
    yield ""
    yield "# In the AWS::SNS::Topic:"
    yield "KmsMasterKeyId: !GetAtt BudgetAlertsKey.Arn"


def _yaml(value: object) -> Iterator[str]:
    """Block style; every text in double quotes as in JSON, so that none can be misread."""
    if isinstance(value, Mapping):
        for key, found in value.items():
            yield from _entry(f"{_key(key)}:", found)
    elif isinstance(value, list):
        for item in value:
            first, *rest = _yaml(item) if isinstance(item, Mapping | list) else (_text(item),)
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)


def _entry(name: str, value: object) -> Iterator[str]:
    if isinstance(value, Mapping | list):
        yield name
        yield from (f"  {line}" for line in _yaml(value))
    else:
        yield f"{name} {_text(value)}"


def _key(name: str) -> str:
    """Names as they are, condition keys (with a colon) in quotes."""
    return name if name.isalnum() else _text(name)


def _text(value: object) -> str:
    return json.dumps(value)
