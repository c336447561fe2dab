"""A scenario as a Terraform plan that makes all of it, as far as a plan can show it.

ARNs and ids are not known before the apply, so they stand in the configuration as references.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from playground.scenarios.model import Action, Function, Key, Notification, Queue, Scenario, Topic
from playground.scenarios.policies import ACCOUNT
from tests.core.iac.rendered.parts import (
    declared_functions,
    declared_queues,
    elsewhere,
    in_chat,
    is_own,
    queue_statements,
    region_of,
    shows,
)


@dataclass(frozen=True)
class Ref:
    """A reference to an attribute that is known only after the apply."""

    to: str

    @property
    def expression(self) -> dict[str, Any]:
        """As the configuration of a plan has it."""
        return {"references": [self.to, self.to.rpartition(".")[0]]}


@dataclass
class PlanText:
    """A plan in the making."""

    changes: list[dict[str, Any]] = field(default_factory=list)
    blocks: list[dict[str, Any]] = field(default_factory=list)

    def add(self, kind: str, label: str, /, **values: Any) -> str:
        """One resource; its address."""
        address = f"{kind}.{label}"
        after, unknown, expressions = _parts(values)
        change = {"actions": ["create"], "before": None, "after": after, "after_unknown": unknown}
        one = {"address": address, "mode": "managed", "type": kind, "name": label}
        self.changes.append({**one, "change": change})
        self.blocks.append({**one, "provider_config_key": "aws", "expressions": expressions})
        return address

    def text(self, region: str) -> str:
        """The whole, in the account of the scenarios."""
        caller = {
            "address": "data.aws_caller_identity.current",
            "mode": "data",
            "type": "aws_caller_identity",
            "name": "current",
            "values": {"account_id": ACCOUNT},
        }
        provider = {"name": "aws", "expressions": {"region": {"constant_value": region}}}
        plan = {
            "format_version": "1.2",
            "planned_values": {"root_module": {}},
            "resource_changes": self.changes,
            "prior_state": {"values": {"root_module": {"resources": [caller]}}},
            "configuration": {
                "provider_config": {"aws": provider},
                "root_module": {"resources": self.blocks},
            },
        }
        return json.dumps(plan)


def _parts(values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    after: dict[str, Any] = {}
    unknown: dict[str, Any] = {"arn": True, "id": True}
    expressions: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Ref):
            unknown[name], expressions[name] = True, value.expression
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            three = [_parts(one) for one in value]
            after[name] = [one[0] for one in three]
            unknown[name] = [
                {k: v for k, v in o[1].items() if k not in {"arn", "id"}} for o in three
            ]
            expressions[name] = [one[2] for one in three]
        elif isinstance(value, list) and any(isinstance(one, Ref) for one in value):
            after[name] = [None if isinstance(one, Ref) else one for one in value]
            unknown[name] = [isinstance(one, Ref) for one in value]
            named = [
                n for one in value if isinstance(one, Ref) for n in one.expression["references"]
            ]
            expressions[name] = {"references": named}
        else:
            after[name] = value
            expressions[name] = {"constant_value": value}
    return after, unknown, expressions


def _less(unknown: dict[str, Any]) -> dict[str, Any]:
    """A block has no ARN of its own."""
    return {name: value for name, value in unknown.items() if name not in {"arn", "id"}}


def plan(scenario: Scenario) -> str:
    """The plan's text."""
    made = PlanText()
    for number, topic in enumerate(scenario.topics):
        if shows(topic, scenario):
            _topic(made, f"t{number}", topic, scenario)
    for name, queue in declared_queues(scenario).items():
        _queue(made, name, queue, scenario)
    for name, function in declared_functions(scenario).items():
        _function(made, name, function, scenario)
    if in_chat(scenario):
        made.add(
            "aws_chatbot_slack_channel_configuration",
            "chat",
            configuration_name=scenario.name,
            slack_channel_id="C0123456789",
            sns_topic_arns=[_address(arn, scenario) for arn in in_chat(scenario)],
        )
    _budget(made, scenario)
    return made.text(region_of(scenario))


def _address(arn: str, scenario: Scenario) -> Ref | str:
    names = {t.arn: f"t{n}" for n, t in enumerate(scenario.topics) if shows(t, scenario)}
    return Ref(f"aws_sns_topic.{names[arn]}.arn") if arn in names else arn


def _topic(made: PlanText, name: str, topic: Topic, scenario: Scenario) -> None:
    key = None if topic.key is None else _key(made, name, topic.key, region_of(scenario))
    fifo = topic.name.endswith(".fifo")
    made.add("aws_sns_topic", name, name=topic.name, kms_master_key_id=key, fifo_topic=fifo)
    arn = _address(topic.arn, scenario)
    made.add("aws_sns_topic_policy", name, arn=arn, policy=topic.text)
    for number, one in enumerate(topic.subscriptions):
        attributes = one.attributes
        made.add(
            "aws_sns_topic_subscription",
            f"{name}_{number}",
            topic_arn=arn,
            protocol=one.protocol,
            endpoint=_endpoint(one.endpoint, scenario),
            filter_policy=attributes.get("FilterPolicy"),
            filter_policy_scope=attributes.get("FilterPolicyScope", "MessageAttributes"),
            raw_message_delivery=attributes.get("RawMessageDelivery") == "true",
        )


def _endpoint(endpoint: str, scenario: Scenario) -> Ref | str:
    own = {q.arn: f"aws_sqs_queue.{name}" for name, q in declared_queues(scenario).items()}
    for name, function in declared_functions(scenario).items():
        own[function.arn] = f"aws_lambda_function.{name}"
        if function.alias:
            own[f"{function.arn}:{function.alias}"] = f"aws_lambda_alias.{name}"
    return Ref(f"{own[endpoint]}.arn") if endpoint in own else endpoint


def _key(made: PlanText, name: str, key: Key | str, region: str, text: str = "") -> Ref | str:
    if isinstance(key, str):
        return key
    if not is_own(key, region):
        return elsewhere(key, region)
    address = made.add(
        "aws_kms_key",
        name,
        is_enabled=key.state != "Disabled",
        customer_master_key_spec=key.spec,
        key_usage=key.usage,
    )
    made.add("aws_kms_key_policy", name, key_id=Ref(f"{address}.id"), policy=text or key.policy)
    if key.by_arn:
        return Ref(f"{address}.arn")
    alias = f"alias/{key.name}"
    made.add("aws_kms_alias", name, name=alias, target_key_id=Ref(f"{address}.key_id"))
    return alias


def _queue(made: PlanText, name: str, queue: Queue, scenario: Scenario) -> None:
    first, key = scenario.topics[0].arn, queue.key
    text = key.policy.replace("TOPIC_ARN", first) if isinstance(key, Key) else ""
    reference = None if key is None else _key(made, name, key, queue.region, text)
    made.add("aws_sqs_queue", name, name=queue.name, kms_master_key_id=reference)
    policy = {"Version": "2012-10-17", "Statement": queue_statements(queue, first)}
    url = Ref(f"aws_sqs_queue.{name}.id")
    made.add("aws_sqs_queue_policy", name, queue_url=url, policy=json.dumps(policy))


def _function(made: PlanText, name: str, function: Function, scenario: Scenario) -> None:
    reserved = -1 if function.reserved is None else function.reserved
    made.add(
        "aws_lambda_function",
        name,
        function_name=function.name,
        reserved_concurrent_executions=reserved,
    )
    if function.alias:
        made.add("aws_lambda_alias", name, name=function.alias, function_name=function.name)
    if function.admits:
        made.add(
            "aws_lambda_permission",
            name,
            action="lambda:InvokeFunction",
            function_name=Ref(f"aws_lambda_function.{name}.arn"),
            principal="sns.amazonaws.com",
            qualifier=function.alias or None,
            source_arn=_address(scenario.topics[0].arn, scenario),
        )


def _budget(made: PlanText, scenario: Scenario) -> None:
    ends = "2024-12-31_00:00" if scenario.ended else "2087-06-15_00:00"
    made.add(
        "aws_budgets_budget",
        "budget",
        name=scenario.budget,
        budget_type="COST",
        time_unit="MONTHLY",
        time_period_end=ends,
        notification=[_notification(one, scenario) for one in scenario.alerts],
    )
    for number, action in enumerate(scenario.actions):
        made.add("aws_budgets_budget_action", f"a{number}", **_action(action, scenario))


def _notification(one: Notification, scenario: Scenario) -> dict[str, Any]:
    return {
        "notification_type": one.type,
        "comparison_operator": one.operator,
        "threshold": one.threshold,
        "threshold_type": one.threshold_type,
        "subscriber_sns_topic_arns": [_address(one.topic, scenario)] if one.topic else [],
        "subscriber_email_addresses": list(one.emails),
    }


def _action(action: Action, scenario: Scenario) -> dict[str, Any]:
    return {
        "budget_name": scenario.budget,
        "notification_type": "ACTUAL",
        "action_threshold": [
            {"action_threshold_type": "PERCENTAGE", "action_threshold_value": action.threshold}
        ],
        "subscriber": [
            {"subscription_type": "SNS", "address": _address(action.topic, scenario)},
        ],
    }
