"""What AWS's own API cannot bring about, through the control plane."""

from __future__ import annotations

from playground.aws.control import Control
from playground.scenarios.model import Key, Scenario


def complete(control: Control, scenario: Scenario, keys: tuple[str, ...]) -> None:
    """Key states that only AWS brings about."""
    for topic, arn in zip(scenario.topics, keys, strict=True):
        if isinstance(topic.key, Key) and topic.key.state == "Unavailable":
            control.set_key_state(arn, topic.key.state)
