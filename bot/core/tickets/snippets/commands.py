"""A plan as commands of AWS's own CLI, for whoever carries it out in a shell.

The options are those of the API operations, in the CLI's spelling
(https://docs.aws.amazon.com/cli/latest/reference/).
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterator, Mapping

from bot.core.arns import parse_arn
from bot.core.plan import NEW_KEY, Plan, Write

_VARIABLE = "NEW_KEY"
"""Of the shell: the ARN of the key that the first command makes."""


def commands(plan: Plan) -> str:
    """The plan, a command for each write, in their order."""
    region = next((arn.region for arn in map(parse_arn, plan.resources) if arn), "")
    return "\n".join(_command(write, region) for write in plan.writes)


def _command(write: Write, region: str) -> str:
    service, _, action = write.action.partition(":")
    options = (f"--{name}={value}" for name, value in _OPTIONS[action](write))
    words = ["aws", service, _kebab(action), *options, f"--region={region}"]
    line = " ".join(map(_word, words))
    if action == "CreateKey":
        return f"{_VARIABLE}=$({line} --query=KeyMetadata.Arn --output=text)"
    return line


def _word(text: str) -> str:
    """One word for the shell; the new key's ARN is filled in by it, and nothing else."""
    # Without a key the command must not run: an empty KmsMasterKeyId turns encryption off.
    filled = f'"${{{_VARIABLE}:?}}"'
    return filled.join(shlex.quote(part) if part else "" for part in text.split(NEW_KEY))


def _kebab(name: str) -> str:
    return "".join(f"-{one.lower()}" if one.isupper() else one for one in name).lstrip("-")


_Options = Iterator[tuple[str, str]]


def _topic(write: Write) -> _Options:
    yield "topic-arn", write.resource
    yield "attribute-name", write.attribute
    yield "attribute-value", write.after


def _subscription(write: Write) -> _Options:
    yield "subscription-arn", write.resource
    yield "attribute-name", write.attribute
    # As bot/aws/write/set_subscription_attributes.py: SNS takes a filter policy away for "{}".
    empty = write.attribute == "FilterPolicy" and not write.after
    yield "attribute-value", "{}" if empty else write.after


def _subscribe(write: Write) -> _Options:
    wanted = json.loads(write.after)
    yield "topic-arn", write.resource
    yield "protocol", wanted["Protocol"]
    yield "notification-endpoint", wanted["Endpoint"]
    if "RedrivePolicy" in wanted:
        yield "attributes", json.dumps({"RedrivePolicy": json.dumps(wanted["RedrivePolicy"])})


def _unsubscribe(write: Write) -> _Options:
    yield "subscription-arn", write.resource


def _tag(write: Write) -> _Options:
    tags = json.loads(write.after)
    yield "resource-arn", write.resource
    yield "tags", json.dumps([{"Key": key, "Value": value} for key, value in tags.items()])


def _untag(write: Write) -> _Options:
    yield "resource-arn", write.resource
    yield "tag-keys", json.dumps(sorted(json.loads(write.before)))


def _new_key(write: Write) -> _Options:
    yield "description", "Encrypts an SNS topic, and lets its publishers in"
    yield "policy", write.after
    tags = [{"TagKey": key, "TagValue": value} for key, value in write.tags]
    yield "tags", json.dumps(tags)


def _key_policy(write: Write) -> _Options:
    yield "key-id", write.resource
    yield "policy-name", "default"
    yield "policy", write.after


def _key(write: Write) -> _Options:
    yield "key-id", write.resource


def _alias(write: Write) -> _Options:
    yield "alias-name", write.after
    yield "target-key-id", write.resource


_OPTIONS: Mapping[str, Callable[[Write], _Options]] = {
    "SetTopicAttributes": _topic,
    "SetSubscriptionAttributes": _subscription,
    "Subscribe": _subscribe,
    "Unsubscribe": _unsubscribe,
    "TagResource": _tag,
    "UntagResource": _untag,
    "CreateKey": _new_key,
    "PutKeyPolicy": _key_policy,
    "EnableKey": _key,
    "CancelKeyDeletion": _key,
    "EnableKeyRotation": _key,
    "CreateAlias": _alias,
}
