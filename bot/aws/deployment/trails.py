"""CloudTrail's trails, as far as EventBridge hears of changes through them.

EventBridge gets a call "via CloudTrail" only where a trail logs it (docs/facts.md 11a):
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.aws.clients import Aws
from bot.aws.errors import found
from bot.aws.reads import Read
from bot.core.model.read import NotFound, ReadFailed

DESCRIBE_TRAILS = Read("DescribeTrails", "cloudtrail:DescribeTrails")
GET_STATUS = Read("GetTrailStatus", "cloudtrail:GetTrailStatus", ("TrailNotFoundException",))
GET_SELECTORS = Read(
    "GetEventSelectors", "cloudtrail:GetEventSelectors", ("TrailNotFoundException",)
)
_KMS = "kms.amazonaws.com"


@dataclass(frozen=True, slots=True)
class Trail:
    """A trail that covers a Region. `writes` says whether it logs the management events that change
    something, `keys` whether those of KMS are among them: many a trail leaves them out.
    """

    name: str
    logging: bool
    writes: bool
    keys: bool


def trails(aws: Aws, region: str) -> tuple[Trail | ReadFailed, ...] | ReadFailed:
    """Every trail that covers the Region, an organisation's and other Regions' included."""
    client = aws.cloudtrail(region)

    def read() -> list[Mapping[str, Any]]:
        return list(client.describe_trails(includeShadowTrails=True)["trailList"])

    every = found(DESCRIBE_TRAILS, region, aws.ask(DESCRIBE_TRAILS, region, read))
    if isinstance(every, ReadFailed):
        return every
    looked = (_trail(aws, client, one["TrailARN"]) for one in every)
    return tuple(one for one in looked if not isinstance(one, NotFound))


def _trail(aws: Aws, client: Any, arn: str) -> Trail | NotFound | ReadFailed:
    status = aws.ask(GET_STATUS, arn, lambda: bool(client.get_trail_status(Name=arn)["IsLogging"]))
    if isinstance(status, NotFound | ReadFailed):
        return status
    chosen = aws.ask(GET_SELECTORS, arn, lambda: client.get_event_selectors(TrailName=arn))
    if isinstance(chosen, NotFound | ReadFailed):
        return chosen
    basic = chosen.get("EventSelectors") or ()
    advanced = chosen.get("AdvancedEventSelectors") or ()
    logged = [one for one in basic if _logs_writes(one)]
    fields = [_fields(one) for one in advanced]
    managed = [one for one in fields if _manages_writes(one)]
    keys = any(_KMS not in one.get("ExcludeManagementEventSources", ()) for one in logged)
    return Trail(
        name=arn.rpartition("/")[2],
        logging=status,
        writes=bool(logged or managed),
        keys=keys or any(_has_keys(one) for one in managed),
    )


def _logs_writes(selector: Mapping[str, Any]) -> bool:
    """By default a selector has both, reads and writes."""
    kind = selector.get("ReadWriteType", "All")
    return bool(selector.get("IncludeManagementEvents", True)) and kind != "ReadOnly"


def _fields(selector: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    fields: Iterable[Mapping[str, Any]] = selector.get("FieldSelectors", ())
    return {str(one.get("Field")): one for one in fields}


def _manages_writes(fields: Mapping[str, Mapping[str, Any]]) -> bool:
    category = fields.get("eventCategory", {}).get("Equals", ())
    return "Management" in category and fields.get("readOnly", {}).get("Equals") != ["true"]


def _has_keys(fields: Mapping[str, Mapping[str, Any]]) -> bool:
    source = fields.get("eventSource", {})
    return _KMS not in source.get("NotEquals", ()) and _KMS in source.get("Equals", (_KMS,))
