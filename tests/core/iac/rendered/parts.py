"""What both forms of a rendered scenario share."""

from __future__ import annotations

import json
from typing import Any

from playground.scenarios.model import CHATBOT, REGION, Function, Key, Queue, Scenario, Topic
from playground.scenarios.policies import ACCOUNT


def region_of(scenario: Scenario) -> str:
    """Where the whole is applied."""
    return scenario.topics[0].region if scenario.topics else "us-east-1"


def shows(topic: Topic, scenario: Scenario) -> bool:
    """Whether a template of this account and Region can make the topic."""
    own = topic.account == ACCOUNT and topic.region == region_of(scenario)
    return own and not topic.missing


def is_own(key: Key, region: str) -> bool:
    """Whether it can make the key."""
    return key.account == ACCOUNT and (key.region or region) == region


def document(text: str) -> Any:
    """A policy as an object, or the text of one that is none."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def queue_statements(queue: Queue, topic: str) -> list[Any]:
    """Those of a queue's policy."""
    owner = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": "SQS:*",
        "Resource": queue.arn,
    }
    admits = {
        "Sid": "AllowTopic",
        "Effect": "Allow",
        "Principal": {"Service": queue.principal},
        "Action": "sqs:SendMessage",
        "Resource": queue.arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}, **queue.condition},
    }
    return [owner, admits] if queue.admits else [owner]


def declared_queues(scenario: Scenario) -> dict[str, Queue]:
    """The queues that a template of this Region can make, by a name for each."""
    here = region_of(scenario)
    return {f"Queue{n}": q for n, q in enumerate(scenario.queues) if q.region == here}


def declared_functions(scenario: Scenario) -> dict[str, Function]:
    """The same of its functions, which all are in one Region."""
    found = scenario.functions if region_of(scenario) == REGION else ()
    return {f"Function{n}": function for n, function in enumerate(found)}


def in_chat(scenario: Scenario) -> list[str]:
    """The topics that a channel is set up for: it subscribes itself to what it lists."""
    if scenario.chat != "ENABLED":
        return []
    chatting = (t for t in scenario.topics if any(s.endpoint == CHATBOT for s in t.subscriptions))
    return [topic.arn for topic in chatting]


def elsewhere(key: Key, region: str) -> str:
    """The ARN of a key that it cannot make."""
    return (
        f"arn:aws:kms:{key.region or region}:{key.account}:key/{'0' * 8}-1111-2222-3333-{'5' * 12}"
    )
