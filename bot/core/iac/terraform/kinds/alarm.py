"""CloudWatch alarms, whose actions may be topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.iac.declared import Declared
from bot.core.iac.subject import alarm
from bot.core.iac.terraform.resource import Kind, Resource
from bot.core.iac.value import items, switch
from bot.core.senders.cloudwatch_alarms import SENDER

_OF_OTHERS = ("ok_actions", "insufficient_data_actions")


def _arn(one: Resource) -> str:
    return one.arn("cloudwatch", f"alarm:{one.name('alarm_name')}")


def _alarm(one: Resource) -> Iterator[Declared]:
    def actions(*names: str) -> list[object]:
        written = one.expressions or {}
        return [a for name in names for a in items(one.in_block(one.values, written, name))]

    enabled = switch(one.get("actions_enabled"), True)
    name, region = one.name("alarm_name"), one.region
    yield from alarm(
        *(one.place, SENDER, name, _arn(one)),
        of_alarm=actions("alarm_actions"),
        of_others=actions(*_OF_OTHERS),
        region=region,
        enabled=enabled,
    )


def _names(one: Resource) -> Mapping[str, str]:
    return {"arn": _arn(one), "alarm_name": one.name("alarm_name"), "id": one.name("alarm_name")}


KINDS = {
    "aws_cloudwatch_metric_alarm": Kind(_alarm, _names),
    "aws_cloudwatch_composite_alarm": Kind(_alarm, _names),
}
