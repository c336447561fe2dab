"""The digests: one record for each week, which is what keeps a second one from being posted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.core.outgoing import Outgoing
from bot.store.attributes import epoch
from bot.store.calls import transact
from bot.store.expressions import NEW
from bot.store.outbox import Outbox
from bot.store.table import Keys, Repository
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEPT = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Digest:
    """That of a `week` ("2026-W48"): it tells of what was from `since` to `at`."""

    week: str
    since: datetime
    at: datetime


class Digests:
    """The digest of every week. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, names: Tables) -> None:
        self._digests = Repository(client, definitions(names).verdicts, Digest)
        self._outbox = Outbox(client, names)
        self._client = client

    def get(self, week: str) -> Digest | None:
        """The week's; None where none was begun."""
        return self._digests.get(_key(week))

    def begin(self, digest: Digest, message: Outgoing) -> bool:
        """Keep a new one with the message that posts it; False where the week has one already."""
        keys = {**_key(digest.week), "ttl": epoch(digest.at + KEPT)}
        put = self._digests.transact_put(keys, digest, NEW)
        return not transact(self._client, [put, *self._outbox.transact_puts([message])])


def _key(week: str) -> Keys:
    return {"pk": f"digest:{week}", "sk": "digest"}
