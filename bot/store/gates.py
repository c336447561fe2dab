"""The change requests that changes wait for: one record for each change, which goes by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.core.change.gate import Gate
from bot.store.attributes import epoch
from bot.store.expressions import NEW, seen
from bot.store.table import Keys, Repository
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEPT = timedelta(days=60)
"""After its last write: longer than any change waits."""


class Gates:
    """The gate of every change. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, names: Tables) -> None:
        self._gates = Repository(client, definitions(names).verdicts, Gate)

    def get(self, change: str) -> Gate | None:
        """That of a change, read consistently; None where nobody has begun to open it."""
        return self._gates.get(_key(change))

    def put(self, gate: Gate) -> bool:
        """Keep it, at its next version; False where it is another one by now."""
        was = gate.version - 1
        keys = {**_key(gate.change), "ttl": epoch(gate.until + KEPT)}
        return self._gates.put(keys, gate, seen(version=was) if was else NEW)


def _key(change: str) -> Keys:
    return {"pk": f"gate:{change}", "sk": "gate"}
