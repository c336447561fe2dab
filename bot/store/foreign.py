"""What came over a topic that nobody can vouch for: one record for each topic and hour.

They lie beside the verdicts, as the batched notices do, and go by themselves.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.core.alerts.foreign import ForeignMessages
from bot.core.outgoing import Says, nothing
from bot.store.attributes import epoch
from bot.store.calls import transact
from bot.store.expressions import NEW, seen
from bot.store.outbox import Outbox
from bot.store.table import Keys, Repository
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEPT = timedelta(days=14)


class ForeignNotices:
    """The notices of every topic. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, names: Tables) -> None:
        self._client = client
        self._foreign = Repository(client, definitions(names).verdicts, ForeignMessages)
        self._outbox = Outbox(client, names)

    def get(self, topic: str, at: datetime) -> ForeignMessages | None:
        """The one of that topic and hour; None where there is none."""
        return self._foreign.get(_key(topic, at))

    def put(self, record: ForeignMessages, says: Says[ForeignMessages] = nothing) -> bool:
        """Keep it, at its next version, with what `says` of it in the outbox.

        False where it is another one by now: read it again.
        """
        was = record.version - 1
        keys = {**_key(record.topic, record.since), "ttl": epoch(record.last + KEPT)}
        put = self._foreign.transact_put(keys, record, seen(version=was) if was else NEW)
        said = self._outbox.transact_puts(says(record))
        return not transact(self._client, [put, *said])


def _key(topic: str, at: datetime) -> Keys:
    return {"pk": f"foreign:{topic}", "sk": hour_of(at)}


def hour_of(at: datetime) -> str:
    """The hour of a moment, in UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H")
