"""A scenario as a CloudFormation template, as far as a template can show it."""

from __future__ import annotations

import json
from typing import Any

from playground.scenarios.model import Action, Function, Key, Notification, Queue, Scenario, Topic
from tests.core.iac.rendered.parts import (
    declared_functions,
    declared_queues,
    document,
    elsewhere,
    in_chat,
    is_own,
    queue_statements,
    region_of,
    shows,
)

Resources = dict[str, Any]


def template(scenario: Scenario) -> str:
    """The template's text."""
    found: Resources = {}
    for number, topic in enumerate(scenario.topics):
        if shows(topic, scenario):
            _topic(found, f"Topic{number}", topic, scenario)
    for name, queue in declared_queues(scenario).items():
        _queue(found, name, queue, scenario)
    for name, function in declared_functions(scenario).items():
        _function(found, name, function, scenario)
    if in_chat(scenario):
        found["Chat"] = _resource(
            "Chatbot::SlackChannelConfiguration",
            ConfigurationName=scenario.name,
            SlackChannelId="C0123456789",
            SnsTopicArns=[_address(arn, scenario) for arn in in_chat(scenario)],
        )
    _budget(found, scenario)
    return json.dumps({"Resources": found}, indent=1)


def _resource(kind: str, **properties: object) -> dict[str, Any]:
    return {"Type": f"AWS::{kind}", "Properties": properties}


def _ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def _address(arn: str, scenario: Scenario) -> object:
    """A reference to a topic of the template, or the ARN of another one."""
    names = {t.arn: f"Topic{n}" for n, t in enumerate(scenario.topics) if shows(t, scenario)}
    return _ref(names[arn]) if arn in names else arn


def _topic(found: Resources, name: str, topic: Topic, scenario: Scenario) -> None:
    found[name] = _resource("SNS::Topic", TopicName=topic.name)
    if topic.name.endswith(".fifo"):
        found[name]["Properties"]["FifoTopic"] = True
    if topic.key is not None:
        key = _key(found, f"{name}Key", topic.key, region_of(scenario))
        found[name]["Properties"]["KmsMasterKeyId"] = key
    found[f"{name}Policy"] = _resource(
        "SNS::TopicPolicy", Topics=[_ref(name)], PolicyDocument=document(topic.text)
    )
    for number, one in enumerate(topic.subscriptions):
        attributes = {
            key: document(value) if key == "FilterPolicy" else value
            for key, value in one.attributes.items()
        }
        found[f"{name}Subscription{number}"] = _resource(
            "SNS::Subscription",
            TopicArn=_ref(name),
            Protocol=one.protocol,
            Endpoint=_endpoint(one.endpoint, scenario),
            **attributes,
        )


def _endpoint(endpoint: str, scenario: Scenario) -> object:
    own = {queue.arn: name for name, queue in declared_queues(scenario).items()}
    own |= {f.arn: f"Function{n}" for n, f in enumerate(scenario.functions)}
    aliases = {
        f"{f.arn}:{f.alias}": f"Function{n}Alias"
        for n, f in enumerate(scenario.functions)
        if f.alias
    }
    if endpoint in aliases:
        return _ref(aliases[endpoint])
    return {"Fn::GetAtt": [own[endpoint], "Arn"]} if endpoint in own else endpoint


def _key(found: Resources, name: str, key: Key | str, region: str) -> object:
    if isinstance(key, str):
        return key
    if not is_own(key, region):
        return elsewhere(key, region)
    found[name] = _resource(
        "KMS::Key",
        KeyPolicy=document(key.policy),
        Enabled=key.state != "Disabled",
        KeySpec=key.spec,
        KeyUsage=key.usage,
    )
    if key.by_arn:
        return {"Fn::GetAtt": [name, "Arn"]}
    alias = f"alias/{key.name}"
    found[f"{name}Alias"] = _resource("KMS::Alias", AliasName=alias, TargetKeyId=_ref(name))
    return _ref(f"{name}Alias")


def _queue(found: Resources, name: str, queue: Queue, scenario: Scenario) -> None:
    found[name] = _resource("SQS::Queue", QueueName=queue.name)
    first = scenario.topics[0].arn
    if queue.key is not None:
        made = _key(found, f"{name}Key", queue.key, queue.region)
        found[name]["Properties"]["KmsMasterKeyId"] = made
        if isinstance(queue.key, Key) and f"{name}Key" in found:
            text = queue.key.policy.replace("TOPIC_ARN", first)
            found[f"{name}Key"]["Properties"]["KeyPolicy"] = document(text)
    found[f"{name}Policy"] = _resource(
        "SQS::QueuePolicy",
        Queues=[_ref(name)],
        PolicyDocument={"Version": "2012-10-17", "Statement": queue_statements(queue, first)},
    )


def _function(found: Resources, name: str, function: Function, scenario: Scenario) -> None:
    first = scenario.topics[0].arn
    found[name] = _resource("Lambda::Function", FunctionName=function.name)
    if function.reserved is not None:
        found[name]["Properties"]["ReservedConcurrentExecutions"] = function.reserved
    if function.alias:
        found[f"{name}Alias"] = _resource(
            "Lambda::Alias", FunctionName=_ref(name), Name=function.alias, FunctionVersion="1"
        )
    if function.admits:
        suffix = f":{function.alias}" if function.alias else ""
        found[f"{name}Permission"] = _resource(
            "Lambda::Permission",
            Action="lambda:InvokeFunction",
            FunctionName={"Fn::Sub": f"${{{name}.Arn}}{suffix}"},
            Principal="sns.amazonaws.com",
            SourceArn=_address(first, scenario),
        )


def _budget(found: Resources, scenario: Scenario) -> None:
    budget = {"BudgetName": scenario.budget, "BudgetType": "COST", "TimeUnit": "MONTHLY"}
    period = {"TimePeriod": {"Start": "1704067200", "End": "1735603200"}} if scenario.ended else {}
    found["Budget"] = _resource(
        "Budgets::Budget",
        Budget={**budget, **period},
        NotificationsWithSubscribers=[_notification(n, scenario) for n in scenario.alerts],
    )
    for number, action in enumerate(scenario.actions):
        found[f"Action{number}"] = _action(action, scenario)


def _notification(one: Notification, scenario: Scenario) -> dict[str, Any]:
    mails = [{"SubscriptionType": "EMAIL", "Address": mail} for mail in one.emails]
    topics = (
        [{"SubscriptionType": "SNS", "Address": _address(one.topic, scenario)}] if one.topic else []
    )
    return {
        "Notification": {
            "NotificationType": one.type,
            "ComparisonOperator": one.operator,
            "Threshold": one.threshold,
            "ThresholdType": one.threshold_type,
        },
        "Subscribers": [*topics, *mails],
    }


def _action(action: Action, scenario: Scenario) -> dict[str, Any]:
    return _resource(
        "Budgets::BudgetsAction",
        BudgetName=_ref("Budget"),
        NotificationType="ACTUAL",
        ActionThreshold={"Type": "PERCENTAGE", "Value": action.threshold},
        Subscribers=[{"Type": "SNS", "Address": _address(action.topic, scenario)}],
    )
