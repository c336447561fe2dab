"""EventBridge rules: a topic as target is reached through the judge, or as the target's role."""

import json
import time
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import cloudwatch, eventbridge

from playground.aws.delivery_rules.sender import RULES
from playground.aws.server.senders.attempts import attempt
from playground.aws.server.senders.path import Source

_theirs_invoke = eventbridge._invoke_target
_theirs_scope = eventbridge._target_matches_request_scope
_now: ContextVar[Source] = ContextVar("rule")
"""The rule, as its target's sender, whose target is being invoked."""
SOURCE = "playground"


def _source(rule: dict[str, Any], target: dict[str, Any]) -> Source:
    arn = str(rule["Arn"])
    role = str(target.get("RoleArn") or "")
    return Source(RULES, arn.split(":")[4], str(rule["Name"]), arn, role)


def links() -> Iterator[tuple[Source, str]]:
    """Each rule with each topic that is a target of it."""
    rules = dict(eventbridge._rules.all_items())
    for key, targets in eventbridge._targets.all_items():
        for target in targets if key in rules else ():
            if ":sns:" in target["Arn"]:
                yield _source(rules[key], target), str(target["Arn"])


def speak(source: Source) -> None:
    """An event for this rule alone, whatever its pattern is."""
    for (account, region, key), rule in eventbridge._rules.all_items():
        if rule["Arn"] == source.arn:
            with request_scope(account, region):
                for target in eventbridge._targets.get(key, []):
                    eventbridge._invoke_target(target, _event(), rule)


def _event() -> dict[str, Any]:
    return {
        "EventId": "00000000-0000-0000-0000-000000000000",
        "Source": SOURCE,
        "DetailType": "Made by hand",
        "Detail": json.dumps({"made": "by hand"}),
        "EventBusName": "default",
        "Time": int(time.time()),
        "Resources": [],
        "Account": get_account_id(),
        "Region": get_region(),
    }


def _invoke(target: dict[str, Any], event: Any, rule: dict[str, Any], view: Any = None) -> None:
    """Ministack's hook: says for whom what follows is sent."""
    token = _now.set(_source(rule, target))
    try:
        _theirs_invoke(target, event, rule, view)
    finally:
        _now.reset(token)


def _reachable(spec: Any) -> bool:
    """Ministack's hook: of a topic elsewhere the judge decides."""
    return bool(spec.service == "sns" or _theirs_scope(spec))


def _to_topic(arn: str, payload: str) -> None:
    """Ministack's hook. A message from a rule has no subject."""
    rule = _now.get()
    _count("Invocations", rule.name)
    if not attempt(rule, arn, "", payload).delivers:
        _count("FailedInvocations", rule.name)


def _count(metric: str, rule: str) -> None:
    at, name = time.time(), {"RuleName": rule}
    cloudwatch._store_datum("AWS/Events", metric, name, at, "Count", 1.0, None, None, None)


def install() -> None:
    """Put ours in ministack's place."""
    eventbridge._invoke_target = _invoke
    eventbridge._target_matches_request_scope = _reachable
    eventbridge._dispatch_to_sns = _to_topic
