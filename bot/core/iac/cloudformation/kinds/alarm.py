"""CloudWatch alarms, whose actions may be topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.iac.cloudformation.logical import Kind, Logical
from bot.core.iac.declared import Declared
from bot.core.iac.subject import alarm
from bot.core.iac.value import items, switch
from bot.core.senders.cloudwatch_alarms import SENDER

_OF_OTHERS = ("OKActions", "InsufficientDataActions")


def _arn(one: Logical) -> str:
    return one.identities.arn("cloudwatch", f"alarm:{one.name('AlarmName')}")


def _alarm(one: Logical) -> Iterator[Declared]:
    def actions(*names: str) -> list[object]:
        return [action for name in names for action in items(one.get(name))]

    enabled = switch(one.get("ActionsEnabled"), True)
    region, name = one.identities.region_name, one.name("AlarmName")
    yield from alarm(
        *(one.place, SENDER, name, _arn(one)),
        of_alarm=actions("AlarmActions"),
        of_others=actions(*_OF_OTHERS),
        region=region,
        enabled=enabled,
    )


def _names(one: Logical) -> Mapping[str, str]:
    return {"": one.name("AlarmName"), "Arn": _arn(one)}


KINDS = {
    "AWS::CloudWatch::Alarm": Kind(_alarm, _names),
    "AWS::CloudWatch::CompositeAlarm": Kind(_alarm, _names),
}
