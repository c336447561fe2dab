"""Makes, sets, asks after and removes the temporary alarms of proofs, and touches no other alarm.

By construction: every name comes through `id_of`, which knows no name without the prefix. Each
request is sent once, and what came of it is a value, never an exception.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.aws.accounts import Accounts
from bot.aws.apply import Done, Refused, Result, once
from bot.aws.opened_roles import Pair
from bot.aws.senders._alarm_history import report
from bot.aws.senders.cloudwatch_alarms import DESCRIBE_HISTORY
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.subject import SenderReport
from bot.core.proof.names import PREFIX, id_of

MAKE = "cloudwatch:PutMetricAlarm"
SET = "cloudwatch:SetAlarmState"
REMOVE = "cloudwatch:DeleteAlarms"
ACTIONS = (MAKE, "cloudwatch:TagResource", SET, REMOVE)
"""What the role of `mend` needs for proofs beside its reads, on `RESOURCE` alone, and only where
SENDERS has `SETTING`. An alarm that is made with tags takes the right to tag it."""
SETTING = "alarms"
RESOURCE = "arn:${AWS::Partition}:cloudwatch:*:${AWS::AccountId}:alarm:" + PREFIX + "*"
"""As the templates say it (deploy/roles.yml, deploy/member-account.yml)."""

_GONE = "ResourceNotFound"
_TAG = "budget-check:proof"
_MOST = 10


@dataclass(frozen=True, slots=True)
class TemporaryAlarm:
    """Where a temporary alarm is, and what it is called."""

    account: str
    region: str
    name: str


class ProofAlarms:
    """The temporary alarms of every account, through the role that mends it."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def why_not(self, account: str) -> str:
        """Why no temporary alarm can be made in this account, as a sentence; "" where it can."""
        pair = self._accounts.writing(account)
        return _sentence(pair) if isinstance(pair, ReadFailed) else ""

    def make(self, alarm: TemporaryAlarm, topic: str, says: str) -> Result:
        """PutMetricAlarm: `topic` is its one action, `says` its description, and its metric one
        that does not exist, so that it never fires by itself.
        """

        def call(client: Any) -> None:
            client.put_metric_alarm(
                AlarmName=alarm.name,
                AlarmDescription=says,
                ActionsEnabled=True,
                AlarmActions=[topic],
                Namespace="budget-check",
                MetricName=alarm.name,
                Statistic="Sum",
                Period=60,
                EvaluationPeriods=1,
                Threshold=1.0,
                ComparisonOperator="GreaterThanThreshold",
                TreatMissingData="missing",
                Tags=[{"Key": _TAG, "Value": id_of(alarm.name)}],
            )

        return self._once(alarm, MAKE, call)

    def set(self, alarm: TemporaryAlarm, why: str) -> Result:
        """SetAlarmState to ALARM, for the reason `why`: its action runs."""

        def call(client: Any) -> None:
            client.set_alarm_state(AlarmName=alarm.name, StateValue="ALARM", StateReason=why)

        return self._once(alarm, SET, call)

    def remove(self, alarm: TemporaryAlarm) -> Result:
        """DeleteAlarms; Done where it is gone already."""

        def call(client: Any) -> None:
            client.delete_alarms(AlarmNames=[alarm.name])

        result = self._once(alarm, REMOVE, call)
        gone = isinstance(result, Refused) and result.code == _GONE
        return Done(found=True) if gone else result

    def told(self, alarm: TemporaryAlarm, topic: str) -> SenderReport | ReadFailed | None:
        """What its history says of its message to the topic; None while it says nothing."""
        pair = self._accounts.writing(alarm.account)
        if isinstance(pair, ReadFailed):
            return pair
        client: Any = pair.reading.cloudwatch(alarm.region)

        def call() -> tuple[SenderReport, ...]:
            answer = client.describe_alarm_history(
                AlarmName=alarm.name,
                HistoryItemType="Action",
                MaxRecords=_MOST,
                ScanBy="TimestampDescending",
            )
            return tuple(report(item) for item in answer["AlarmHistoryItems"])

        found = pair.reading.ask(DESCRIBE_HISTORY, f"alarm:{alarm.name}", call)
        if isinstance(found, NotFound | ReadFailed):
            return found if isinstance(found, ReadFailed) else None
        return next((one for one in found if one.topic in ("", topic)), None)

    def _once(self, alarm: TemporaryAlarm, action: str, call: Callable[[Any], None]) -> Result:
        """One request for the name of a proof's alarm; else refused, no call made."""
        if not id_of(alarm.name):
            return Refused("", f"{alarm.name} is not a temporary alarm of budget-check.")
        pair: Pair | ReadFailed = self._accounts.writing(alarm.account)
        if isinstance(pair, ReadFailed):
            return Refused("", _sentence(pair))
        writing = pair.writing

        def ask() -> str:
            call(writing.cloudwatch(alarm.region))
            return ""

        return once(action, ask)


def _sentence(unread: ReadFailed) -> str:
    words = unread.detail or f"{unread.action} on {unread.resource} gave no answer."
    return words if words.endswith(".") else f"{words}."
