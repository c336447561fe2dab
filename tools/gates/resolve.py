"""A template as CloudFormation sees it once every reference has its value.

What a linter cannot judge behind a reference it can judge then: AWS::Lambda::Permission with `*` as
the Region of its SourceArn is a warning before and an error after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from tools.template import Json

ACCOUNT = "111111111111"
_ARNS = {
    "AWS::DynamoDB::Table": ("TableName", "dynamodb:{region}:{account}:table/{name}"),
    "AWS::Events::EventBus": ("Name", "events:{region}:{account}:event-bus/{name}"),
    "AWS::Events::Rule": ("Name", "events:{region}:{account}:rule/{bus}{name}"),
    "AWS::IAM::Role": ("RoleName", "iam::{account}:role/{name}"),
    "AWS::Lambda::Function": ("FunctionName", "lambda:{region}:{account}:function:{name}"),
    "AWS::Logs::LogGroup": ("LogGroupName", "logs:{region}:{account}:log-group:{name}:*"),
    "AWS::S3::Bucket": ("BucketName", "s3:::{name}"),
    "AWS::SQS::Queue": ("QueueName", "sqs:{region}:{account}:{name}"),
}
"""By type of resource: the property that holds its name, and its ARN behind `arn:<partition>:`."""
_VARIABLE = re.compile(r"\$\{([^!}][^}]*)\}")
_NO_VALUE = object()


class UnresolvedError(Exception):
    """A reference of a kind that nothing here resolves; the message shows it."""


def resolve(template: Json, region: str, parameters: Mapping[str, str]) -> dict[str, Any]:
    """The template without parameters, conditions and references. Raises UnresolvedError.

    `parameters` may name pseudo parameters as well, as in another account.
    """
    values = _Values(template, region, parameters)
    made = {
        name: values.of({k: v for k, v in one.items() if k != "Condition"})
        for name, one in template["Resources"].items()
        if values.holds(one.get("Condition"))
    }
    shown = {key: template[key] for key in ("AWSTemplateFormatVersion", "Description")}
    return {**shown, "Resources": made}


class _Values:
    def __init__(self, template: Json, region: str, parameters: Mapping[str, str]) -> None:
        declared = template.get("Parameters", {})
        defaults = {n: one["Default"] for n, one in declared.items() if "Default" in one}
        self._given = {**defaults, **_pseudo(region), **parameters}
        self._region = region
        self._resources = template["Resources"]
        self._conditions = template.get("Conditions", {})

    def holds(self, condition: str | None) -> bool:
        return condition is None or bool(self.of(self._conditions[condition]))

    def of(self, node: Any) -> Any:
        if isinstance(node, list):
            found = [self.of(one) for one in node]
            return [one for one in found if one is not _NO_VALUE]
        if not isinstance(node, dict):
            return node
        if len(node) == 1 and (name := next(iter(node))) in self._functions():
            return self._functions()[name](node[name])
        members = {key: self.of(value) for key, value in node.items()}
        return {key: value for key, value in members.items() if value is not _NO_VALUE}

    def _functions(self) -> Mapping[str, Callable[[Any], Any]]:
        return {
            "Ref": self._ref,
            "Condition": self._condition,
            "Fn::GetAtt": self._attribute,
            "Fn::Sub": self._substituted,
            "Fn::Join": lambda told: told[0].join(self.of(told[1])),
            "Fn::Split": lambda told: str(self.of(told[1])).split(told[0]),
            "Fn::If": lambda told: self.of(told[1] if self.holds(told[0]) else told[2]),
            "Fn::Equals": lambda told: self.of(told[0]) == self.of(told[1]),
            "Fn::And": lambda told: all(self.of(told)),
            "Fn::Or": lambda told: any(self.of(told)),
            "Fn::Not": lambda told: not self.of(told[0]),
        }

    def _condition(self, told: Any) -> Any:
        """A condition's name among conditions; in a policy the member Condition, as it stands."""
        return self.holds(told) if isinstance(told, str) else {"Condition": self.of(told)}

    def _ref(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return _NO_VALUE
        if name in self._given:
            return self._given[name]
        if name not in self._resources:
            raise UnresolvedError(f"Ref {name}")
        named = self._name(name)
        if self._resources[name]["Type"] == "AWS::SQS::Queue":
            return f"https://sqs.{self._region}.amazonaws.com/{ACCOUNT}/{named}"
        return named

    def _attribute(self, told: Any) -> str:
        name, _, attribute = ".".join(told if isinstance(told, list) else [told]).partition(".")
        kind = self._resources[name]["Type"]
        if attribute == "QueueName":
            return self._name(name)
        if attribute != "Arn" or kind not in _ARNS:
            raise UnresolvedError(f"GetAtt {name}.{attribute}")
        bus = self.of(self._properties(name).get("EventBusName", ""))
        arn = _ARNS[kind][1].format(
            region=self._region, account=ACCOUNT, name=self._name(name), bus=bus and f"{bus}/"
        )
        return f"arn:{self._given['AWS::Partition']}:{arn}"

    def _name(self, name: str) -> str:
        """What the template calls it, or in the place of what CloudFormation would call it."""
        key = _ARNS.get(self._resources[name]["Type"], ("", ""))[0]
        given = self._properties(name).get(key)
        return str(self.of(given)) if given else f"{name.lower()[:20]}1a2b3c4d"

    def _properties(self, name: str) -> Json:
        found: Json = self._resources[name].get("Properties", {})
        return found

    def _substituted(self, told: Any) -> str:
        text, own = (told, {}) if isinstance(told, str) else told
        own = {name: self.of(value) for name, value in own.items()}

        def value(match: re.Match[str]) -> str:
            name = match[1]
            if name in own:
                return str(own[name])
            return str(self._attribute(name) if "." in name else self._ref(name))

        return _VARIABLE.sub(value, text).replace("${!", "${")


def _pseudo(region: str) -> dict[str, str]:
    partition = next((p for start, p in _PARTITIONS.items() if region.startswith(start)), "aws")
    return {
        "AWS::AccountId": ACCOUNT,
        "AWS::Region": region,
        "AWS::Partition": partition,
        "AWS::URLSuffix": "amazonaws.com.cn" if partition == "aws-cn" else "amazonaws.com",
        "AWS::StackName": "budget-check",
    }


_PARTITIONS = {"us-gov-": "aws-us-gov", "cn-": "aws-cn"}
