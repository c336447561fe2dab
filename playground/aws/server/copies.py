"""An organisation's members: one account, made as any, and as many more with the same in them.

What stands in an account is copied inside the server: ten thousand accounts of six resources each
are sixty thousand calls otherwise.
"""

import base64
import copy
import hashlib
import re
import uuid
from collections.abc import Callable
from typing import Any

from ministack.services import iam

from playground.aws.server import scopes
from playground.aws.server.plane import Given, Plane, text, texts

_ID = re.compile(
    r"(?P<uuid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|\b(?P<kind>AROA|ANPA)[A-Z0-9]{12,}\b"
)
"""What AWS makes up: a key's id and a subscription's, a role's and a policy's."""
_Rename = Callable[[str], str]


def put(given: Given) -> None:
    """Control: `account`, `to`. Everything in the account, once more in each of the others."""
    account = text(given, "account")
    if any(owner == account for owner, _ in iam._users._data):
        raise ValueError(f"account {account} has users, whose access keys are theirs alone")
    found = [(store, _rows_of(store, account)) for store in scopes.stores()]
    for other in texts(given, "to"):
        renamed = _renaming(account, other)
        for store, rows in found:
            for key, value in rows:
                store._data[_copy(key, renamed)] = _copy(value, renamed)


def _rows_of(store: Any, account: str) -> list[tuple[Any, Any]]:
    return [(key, value) for key, value in store._data.items() if key[0] == account]


def _renaming(account: str, other: str) -> _Rename:
    """Another account's number, and ids that no other account has, the same each time."""

    def fresh(found: re.Match[str]) -> str:
        if found["uuid"]:
            return str(uuid.uuid5(uuid.UUID(found["uuid"]), other))
        digest = hashlib.sha256(f"{found[0]}{other}".encode()).digest()
        return found["kind"] + base64.b32encode(digest)[: len(found[0]) - 4].decode()

    return lambda words: _ID.sub(fresh, words.replace(account, other))


def _copy(value: Any, renamed: _Rename) -> Any:
    if isinstance(value, str):
        return renamed(value)
    if isinstance(value, dict):
        made = copy.copy(value)
        made.clear()
        made.update((_copy(key, renamed), _copy(one, renamed)) for key, one in value.items())
        return made
    if isinstance(value, list | tuple | set):
        return type(value)(_copy(one, renamed) for one in value)
    return copy.deepcopy(value)


def install(plane: Plane) -> None:
    """The route."""
    plane.add("POST", "/accounts/copy", put)
