"""Leases: one change at a time on each resource (neither SNS nor KMS has an etag).

A lease whose time is over can be taken over at once: its own attribute says so, never DynamoDB's
deletion by time to live, which can be days late. Each taking has a claim of its own, so a second
delivery of a job does not hold what the first one took.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.store.attributes import SCHEMA, epoch, stamp
from bot.store.calls import Pause
from bot.store.expressions import Condition, Update, seen
from bot.store.table import Keys, Repository
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_FREE = "0"  # sorts before every time
REMEMBERED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Lease:
    """What a holder holds until `until`. `fences` is each resource's counter: it rises with every
    taking, so of two who both believe that they hold a resource the higher one is right.
    """

    holder: str
    claim: str
    until: datetime
    fences: Mapping[str, int]

    @property
    def resources(self) -> tuple[str, ...]:
        """What is held, sorted."""
        return tuple(self.fences)


@dataclass(frozen=True, slots=True)
class _Held:
    """One resource's item. `until` is text, for a released one is "0"."""

    holder: str
    claim: str
    until: str
    fence: int


class Leases:
    """The leases of every resource."""

    def __init__(self, client: DynamoDBClient, tables: Tables, pause: Pause = time.sleep) -> None:
        self._leases = Repository(client, definitions(tables).leases, _Held)
        self._pause = pause

    def take(
        self, resources: Iterable[str], holder: str, now: datetime, seconds: float
    ) -> Lease | None:
        """Hold all of the resources until `seconds` after `now`, or None and none of them.

        A lease that still runs is not taken twice, not even by its own holder: `renew` is for that.
        Raises StoreError; after a StoreSilentError what was taken frees itself when its time is up.
        """
        lease = Lease(holder, uuid.uuid4().hex, now + timedelta(seconds=seconds), {})
        wanted = sorted(set(resources))
        takings = [self._taking(arn, lease, now) for arn in wanted]
        if not self._leases.transact(takings, self._pause):
            return None
        taken = self._read(wanted)
        mine = {arn: held.fence for arn, held in taken.items() if held.claim == lease.claim}
        # Else it ran out, and was taken over, before this could be read.
        return replace(lease, fences=mine) if len(mine) == len(wanted) else None

    def renew(self, lease: Lease, now: datetime, seconds: float) -> Lease | None:
        """The same lease until `seconds` after `now`; None where any of it has been taken over."""
        longer = replace(lease, until=now + timedelta(seconds=seconds))
        ends, mine = Update(_ends(longer)), seen(claim=lease.claim)
        update = self._leases.transact_update
        items = [update(_key(arn), ends, mine) for arn in lease.resources]
        return longer if self._leases.transact(items, self._pause) else None

    def release(self, lease: Lease) -> bool:
        """Free what the lease still holds; False where any of it had been taken over."""
        free, mine = Update({"until": _FREE}), seen(claim=lease.claim)
        freed = [self._leases.update(_key(arn), free, mine) for arn in lease.resources]
        return all(freed)

    def holders(self, resources: Iterable[str], now: datetime) -> Mapping[str, str]:
        """Who holds which of the resources, by ARN; a free one is left out."""
        found = self._read(sorted(set(resources)))
        return {arn: held.holder for arn, held in found.items() if held.until > stamp(now)}

    def transact_checks(self, lease: Lease) -> list[TransactWriteItemTypeDef]:
        """Conditions for somebody else's transaction: the lease has not been taken over."""
        mine = seen(claim=lease.claim)
        return [self._leases.transact_check(_key(arn), mine) for arn in lease.resources]

    def _taking(self, arn: str, lease: Lease, now: datetime) -> TransactWriteItemTypeDef:
        """The own claim is let in: botocore repeats a request whose answer was lost."""
        free = "attribute_not_exists(pk) OR #until <= :now OR claim = :claim"
        condition = Condition(free, {"now": now, "claim": lease.claim})
        sets = {**_ends(lease), "holder": lease.holder, "claim": lease.claim}
        return self._leases.transact_update(_key(arn), Update(sets, counts=("fence",)), condition)

    def _read(self, resources: Iterable[str]) -> dict[str, _Held]:
        """Those that were ever held."""
        found = ((arn, self._leases.get(_key(arn))) for arn in resources)
        return {arn: held for arn, held in found if held}


def _key(arn: str) -> Keys:
    return {"pk": arn}


def _ends(lease: Lease) -> Keys:
    """What moves the lease's end."""
    return {"until": lease.until, "ttl": epoch(lease.until + REMEMBERED), "schema": SCHEMA}
