"""Terraform (AWS provider): the statement as part of an aws_iam_policy_document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from bot.core.plan import Plan
from bot.core.texts.visible import escape
from bot.core.tickets.snippets._steps import Attribute, NewKeyFor, StatementIn, Step, steps

_RESOURCES = {
    "topic": "aws_sns_topic",
    "key": "aws_kms_key",
    "subscription": "aws_sns_topic_subscription",
}
_NAMES = {
    "KmsMasterKeyId": "kms_master_key_id",
    "KeyState": "is_enabled",
    "RawMessageDelivery": "raw_message_delivery",
    "FilterPolicy": "filter_policy",
}
_WORDS = {"Enabled": "true", "true": "true", "false": "false"}


def terraform(plan: Plan) -> str:
    """The plan as HCL; "" where there is nothing to write."""
    return "\n\n".join("\n".join(_lines(step)) for step in steps(plan))


def _lines(step: Step) -> Iterator[str]:
    if isinstance(step, StatementIn):
        what = "key" if step.on_key else "topic"
        if step.out:
            sid = step.statement["Sid"]
            yield f"# Out of the aws_iam_policy_document of the {what}'s policy: {sid}."
            return
        yield f"# Into the aws_iam_policy_document of the {what}'s policy:"
        yield from statement_block(step.statement)
    elif isinstance(step, NewKeyFor):
        yield from _new_key(step)
    else:
        yield from _attribute(step)


def _attribute(step: Attribute) -> Iterator[str]:
    resource, name = _RESOURCES[step.kind], _NAMES[step.name]
    if not step.value:
        yield f"# Take this out of the {resource}: {name}"
        return
    yield f"# In the {resource}:"
    yield f"{name} = {_WORDS.get(step.value) or text_of(step.value)}"


def _new_key(step: NewKeyFor) -> Iterator[str]:
    yield 'data "aws_iam_policy_document" "budget_alerts_key" {'
    for statement in step.statements:
        yield from (f"  {line}" for line in statement_block(statement))
    yield "}"
    yield ""
    yield 'resource "aws_kms_key" "budget_alerts" {'
    yield '  description         = "Encrypts the SNS topic of the budget alerts"'
    yield "  enable_key_rotation = true"
    yield "  policy              = data.aws_iam_policy_document.budget_alerts_key.json"
    yield "}"
    yield ""
    yield "# In the aws_sns_topic:"
    yield "kms_master_key_id = aws_kms_key.budget_alerts.arn"


def statement_block(statement: Mapping[str, object]) -> Iterator[str]:
    """A statement as a block of aws_iam_policy_document, line by line."""
    yield "statement {"
    yield f"  sid       = {text_of(str(statement['Sid']))}"
    yield f"  effect    = {text_of(str(statement['Effect']))}"
    yield f"  actions   = {_list(statement['Action'])}"
    yield f"  resources = {_list(statement['Resource'])}"
    for kind, names in _mapping(statement["Principal"]).items():
        yield "  principals {"
        yield f"    type        = {text_of(kind)}"
        yield f"    identifiers = {_list(names)}"
        yield "  }"
    for test, keys in _mapping(statement.get("Condition", {})).items():
        for variable, values in _mapping(keys).items():
            yield "  condition {"
            yield f"    test     = {text_of(test)}"
            yield f"    variable = {text_of(variable)}"
            yield f"    values   = {_list(values)}"
            yield "  }"
    yield "}"


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> str:
    items = value if isinstance(value, list) else [value]
    return f"[{', '.join(text_of(str(item)) for item in items)}]"


def text_of(text: str) -> str:
    """An HCL string: as in JSON, but "${" and "%{" would start a template, and Terraform takes no
    pair of escapes for one character.
    """
    written = json.dumps(text, ensure_ascii=False).replace("${", "$${").replace("%{", "%%{")
    return "".join(one if one.isascii() else escape(one) for one in written)
