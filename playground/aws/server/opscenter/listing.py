"""DescribeOpsItems: filters and pages."""

from collections.abc import Callable
from typing import Any

from playground.aws.server.asgi import Answer
from playground.aws.server.modelled import check
from playground.aws.server.opscenter.items import Item, here
from playground.aws.server.service import Invocation, RefusedError
from playground.aws.server.wire import json_answer

_SUMMARY = (
    *("CreatedBy", "CreatedTime", "LastModifiedBy", "LastModifiedTime", "Priority", "Source"),
    *("Status", "OpsItemId", "Title", "OperationalData", "Category", "Severity", "OpsItemType"),
)
_PAGE = 50


def _field(name: str) -> Callable[[Item], list[str]]:
    return lambda item: [str(item[name])] if name in item else []


def _searchable(item: Item) -> dict[str, str]:
    data = item["OperationalData"].items()
    return {key: one["Value"] for key, one in data if one["Type"] == "SearchableString"}


_FIELDS: dict[str, Callable[[Item], list[str]]] = {
    **{name: _field(name) for name in ("Status", "Source", "Title", "OpsItemId", "CreatedBy")},
    **{name: _field(name) for name in ("Category", "Severity", "Priority", "OpsItemType")},
    "OperationalDataKey": lambda item: list(_searchable(item)),
    "OperationalDataValue": lambda item: list(_searchable(item).values()),
    "ResourceId": lambda item: [_searchable(item).get("/aws/resources", "")],
}
_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "Equal": lambda found, wanted: found == wanted,
    "Contains": lambda found, wanted: wanted in found,
}


async def describe_ops_items(call: Invocation) -> Answer:
    """The account's items in this Region, newest first."""
    check("ssm", "DescribeOpsItems", call.given)
    filters = call.given.get("OpsItemFilters", [])
    found = [item for item in here(call).values() if all(_fits(item, one) for one in filters)]
    start = _start(call.given.get("NextToken", "0"))
    end = start + int(call.given.get("MaxResults", _PAGE))
    shown = [
        {name: item[name] for name in _SUMMARY if name in item} for item in found[::-1][start:end]
    ]
    rest = {"NextToken": str(end)} if end < len(found) else {}
    return json_answer({"OpsItemSummaries": shown, **rest})


def _fits(item: Item, wanted: dict[str, Any]) -> bool:
    values, holds = _FIELDS.get(wanted["Key"]), _OPERATORS.get(wanted["Operator"])
    if values is None or holds is None:
        pair = f"{wanted['Key']} with {wanted['Operator']}"
        raise RefusedError("ValidationException", f"The playground does not filter by {pair}.")
    return any(holds(found, one) for found in values(item) for one in wanted["Values"])


def _start(token: str) -> int:
    if not token.isdecimal():
        raise RefusedError("ValidationException", "NextToken is not valid.")
    return int(token)
