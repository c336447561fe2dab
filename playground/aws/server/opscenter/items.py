"""The OpsItems: each account's in each Region, apart."""

import time
import uuid
from collections import defaultdict
from typing import Any

from playground.aws.server.opscenter.data import dedup_of
from playground.aws.server.service import Invocation, RefusedError

Item = dict[str, Any]
_items: dict[tuple[str, str], dict[str, Item]] = defaultdict(dict)
_OPEN = ("Open", "InProgress")


def here(call: Invocation) -> dict[str, Item]:
    """The items of the call's account and Region, by id, oldest first."""
    return _items[call.account, call.region]


def forget() -> None:
    """No items any more."""
    _items.clear()


def known(call: Invocation) -> Item:
    """The item that is named. RefusedError: there is none here."""
    name = str(call.given.get("OpsItemId", ""))
    if name not in here(call):
        raise RefusedError("OpsItemNotFoundException", f"OpsItem {name} does not exist.")
    return here(call)[name]


def refuse_duplicate(call: Invocation, data: dict[str, dict[str, str]]) -> None:
    """RefusedError with the id of the open item that has the same dedup string."""
    wanted = dedup_of(data)
    for item in here(call).values():
        same = wanted and dedup_of(item["OperationalData"]) == wanted
        if same and item["Status"] in _OPEN:
            raise RefusedError(
                "OpsItemAlreadyExistsException",
                f"An OpsItem with the same dedup string is open: {item['OpsItemId']}",
                members={"OpsItemId": item["OpsItemId"]},
            )


def made(call: Invocation, fields: Item) -> Item:
    """A new item, kept."""
    name, now = f"oi-{uuid.uuid4().hex[:12]}", time.time()
    item = {
        "OpsItemType": "/aws/issue",
        **fields,
        "OpsItemId": name,
        "OpsItemArn": f"arn:aws:ssm:{call.region}:{call.account}:opsitem/{name}",
        "Status": "Open",
        "Version": "1",
        "CreatedBy": call.caller,
        "CreatedTime": now,
        "LastModifiedBy": call.caller,
        "LastModifiedTime": now,
    }
    here(call)[name] = item
    return item


def change(call: Invocation, item: Item, fields: Item) -> None:
    """Write these fields over an item's."""
    item.update(fields)
    item.update(
        Version=str(int(item["Version"]) + 1),
        LastModifiedBy=call.caller,
        LastModifiedTime=time.time(),
    )
