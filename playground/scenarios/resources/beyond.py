"""What AWS's own API cannot bring about, through the control plane."""

from __future__ import annotations

import time

from playground.aws.control import Control
from playground.scenarios.model import CHATBOT, Key, Scenario, Topic
from playground.scenarios.policies import ACCOUNT

_METRICS = {
    "NumberOfMessagesPublished": "published",
    "NumberOfNotificationsDelivered": "delivered",
    "NumberOfNotificationsFailed": "failed",
    "NumberOfNotificationsFilteredOut": "filtered_out",
}


def prepare(control: Control, scenario: Scenario) -> None:
    """The account's organisation, and what Budgets does only where it is told to.

    It is said before the budget's first topic is linked.
    """
    if scenario.organization:
        control.set_organization(ACCOUNT, scenario.organization)
    if scenario.failure_mail or scenario.verified_message:
        control.set_extras(
            ACCOUNT,
            scenario.budget,
            failure_mail=scenario.failure_mail,
            verified_message=scenario.verified_message,
        )


def complete(control: Control, scenario: Scenario, keys: tuple[str, ...]) -> None:
    """Key states, confirmations, past figures, the chat configuration, the budget's spend."""
    for topic, key in zip(scenario.topics, keys, strict=True):
        if isinstance(topic.key, Key):
            _change(control, topic.key, key)
        _confirm(control, topic)
        _count(control, topic)
    for function in scenario.functions:
        if function.state != "Active":
            last_update = "Failed" if function.state == "Failed" else "Successful"
            control.set_function_state(function.arn, function.state, last_update=last_update)
    _open_channel(control, scenario)
    control.set_spend(ACCOUNT, scenario.budget, scenario.spent, scenario.forecast, silent=True)
    if scenario.health:
        control.set_health(ACCOUNT, scenario.budget, "UNHEALTHY", scenario.health.reason)


def _change(control: Control, key: Key, arn: str) -> None:
    if key.state == "Unavailable":
        control.set_key_state(arn, key.state)
    if key.shared:
        control.put_key_policy(arn, key.shared_policy, name="AWS_RAM")


def _confirm(control: Control, topic: Topic) -> None:
    for subscription in topic.subscriptions:
        waits = subscription.protocol in ("email", "https") and subscription.endpoint != CHATBOT
        if waits and not subscription.pending:
            control.confirm(topic.arn, subscription.endpoint)


def _count(control: Control, topic: Topic) -> None:
    if topic.traffic is None:
        return
    at = time.time() - topic.traffic.hours_ago * 3600
    for metric, name in _METRICS.items():
        control.put_metric(topic.arn, metric, getattr(topic.traffic, name), at)


def _open_channel(control: Control, scenario: Scenario) -> None:
    arns = [topic.arn for topic in scenario.topics]
    if scenario.chat and arns:
        configuration = {
            "ConfigurationName": scenario.name,
            "SlackChannelName": "costs",
            "SnsTopicArns": arns,
            "State": scenario.chat,
        }
        control.put_chatbot(ACCOUNT, "slack", configuration)
