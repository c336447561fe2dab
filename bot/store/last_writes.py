"""What each change wrote last to each attribute of a resource, for a day.

AWS may show an older text for a while (`bot/core/lag.py`). They lie in the table of the verdicts,
which both workers read, beside what CloudTrail told.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.core.lag import LastWrite
from bot.store.attributes import epoch
from bot.store.pages import Question
from bot.store.table import Repository
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEPT = timedelta(days=1)


class LastWrites:
    """Those of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, tables: Tables) -> None:
        self._writes = Repository(client, definitions(tables).verdicts, LastWrite)

    def put(self, write: LastWrite) -> None:
        """Keep it in the place of the one before by the same change."""
        keys = {"pk": f"wrote:{write.resource}", "sk": f"{write.attribute}#{write.change}"}
        self._writes.put({**keys, "ttl": epoch(write.at + KEPT)}, write)

    def of(self, resource: str) -> tuple[LastWrite, ...]:
        """Those to this resource (an ARN), oldest first, one for each change and attribute."""
        found = self._writes.all(Question(f"wrote:{resource}"))
        return tuple(sorted(found, key=lambda one: one.at))
