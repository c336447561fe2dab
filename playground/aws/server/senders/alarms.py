"""CloudWatch alarms: their actions on a topic go through the judge, and the history tells of it."""

import json
import time
from collections.abc import Iterator
from typing import Any

from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import cloudwatch

from playground.aws.delivery_rules.sender import ALARMS
from playground.aws.server.senders.attempts import Attempt, attempt
from playground.aws.server.senders.path import Source

Alarm = dict[str, Any]
_ACTIONS = {
    "ALARM": "AlarmActions",
    "OK": "OKActions",
    "INSUFFICIENT_DATA": "InsufficientDataActions",
}
_theirs_list = cloudwatch._describe_alarms
_NOBODY = "\x00"
"""A name that no alarm has: an empty list of names would mean all."""


def source_of(alarm: Alarm) -> Source:
    """The alarm as a sender."""
    arn = str(alarm["AlarmArn"])
    return Source(ALARMS, arn.split(":")[4], str(alarm["AlarmName"]), arn)


def _all() -> Iterator[Alarm]:
    for store in (cloudwatch._alarms, cloudwatch._composite_alarms):
        for _, alarm in store.all_items():
            yield alarm


def _targets(alarm: Alarm) -> list[str]:
    return [arn for kind in _ACTIONS.values() for arn in alarm.get(kind) or []]


def links() -> Iterator[tuple[Source, str]]:
    """Each alarm with each topic that it has an action on."""
    for alarm in _all():
        for arn in dict.fromkeys(_targets(alarm)):
            if ":sns:" in arn:
                yield source_of(alarm), arn


def speak(source: Source) -> None:
    """The alarm goes into ALARM by SetAlarmState; one that is there already leaves it silently."""
    alarm = next(one for one in _all() if one["AlarmArn"] == source.arn)
    if alarm["StateValue"] == "ALARM":
        alarm["StateValue"] = "OK"
    given = {"AlarmName": source.name, "StateValue": "ALARM", "StateReason": "Set off by hand."}
    with request_scope(source.account, source.arn.split(":")[3]):
        cloudwatch._set_alarm_state({}, given, False, True)


def run_actions(alarm: Alarm, old: str, new: str, reason: str) -> None:
    """Ministack's hook after a change of state."""
    if not alarm.get("ActionsEnabled", True):
        return
    for topic in alarm.get(_ACTIONS.get(new, "")) or []:
        if cloudwatch._is_sns_action_arn(topic):
            message = _message(alarm, old, new, reason)
            subject = f'{new}: "{alarm["AlarmName"]}" in {get_region()}'[:100]
            _tell(alarm, topic, attempt(source_of(alarm), topic, subject, message), message)


def _message(alarm: Alarm, old: str, new: str, reason: str) -> str:
    told = {
        "AlarmName": alarm["AlarmName"],
        "AlarmDescription": alarm.get("AlarmDescription") or None,
        "AWSAccountId": get_account_id(),
        "AlarmConfigurationUpdatedTimestamp": _stamp(),
        "NewStateValue": new,
        "NewStateReason": reason,
        "StateChangeTime": _stamp(),
        "Region": get_region(),
        "AlarmArn": alarm["AlarmArn"],
        "OldStateValue": old,
        **{kind: alarm.get(kind) or [] for kind in _ACTIONS.values()},
    }
    if "AlarmRule" in alarm:
        return json.dumps({**told, "AlarmRule": alarm["AlarmRule"]})
    names = ("MetricName", "Namespace", "Statistic", "Period", "EvaluationPeriods", "Threshold")
    trigger = {name: alarm.get(name) for name in (*names, "ComparisonOperator", "Dimensions")}
    return json.dumps({**told, "Trigger": trigger})


def _stamp() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.000+0000", time.gmtime())


def _tell(alarm: Alarm, topic: str, found: Attempt, message: str) -> None:
    """The Action item of the history; none where nobody knows what became of it."""
    if not (found.delivers or found.refused):
        return
    error = found.refused.words if found.refused else None
    summary = f"Successfully executed action {topic}"
    if error is not None:
        summary = f'Failed to execute action {topic}. Received error: "{error}"'
    data = {
        "actionState": "Failed" if error else "Succeeded",
        "stateUpdateTimestamp": int(time.time() * 1000),
        "notificationResource": topic,
        "publishedMessage": None if error else json.dumps({"default": message}),
        "error": error,
    }
    cloudwatch._history_entries().append(
        {
            "AlarmName": alarm["AlarmName"],
            "AlarmType": "CompositeAlarm" if "AlarmRule" in alarm else "MetricAlarm",
            "Timestamp": cloudwatch._ts_iso(time.time()),
            "HistoryItemType": "Action",
            "HistorySummary": summary,
            "HistoryData": json.dumps(data),
        }
    )


def _list(params: Any, given: Any, is_cbor: bool, is_json: bool = False) -> Any:
    """Ministack's DescribeAlarms, and ActionPrefix, which it does not know."""
    prefix = (given or {}).get("ActionPrefix") if is_cbor or is_json else None
    if prefix:
        here = (cloudwatch._alarms, cloudwatch._composite_alarms)
        found = [
            name
            for store in here
            for name, alarm in store.items()
            if any(arn.startswith(prefix) for arn in _targets(alarm))
        ]
        wanted = given.get("AlarmNames") or found
        given = {**given, "AlarmNames": [n for n in found if n in wanted] or [_NOBODY]}
    return _theirs_list(params, given, is_cbor, is_json)


def install() -> None:
    """Put ours in ministack's place."""
    cloudwatch._dispatch_alarm_actions = run_actions
    cloudwatch._describe_alarms = _list
