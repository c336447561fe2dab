"""The last verdict of each budget, and which budgets hang on which topic and key.

Beside a budget's verdict stands one small item for each topic and key, in that one's partition; all
change in one transaction. So a change of a key finds the budgets to check again without a scan.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.core.alerts.alarms import Alarm, continued
from bot.core.findings import Status
from bot.core.model import Spend
from bot.core.turn import turn
from bot.errors import StoreError
from bot.store import records
from bot.store.attributes import Value, attributes, encode, parse
from bot.store.calls import Pause, reaching, transact
from bot.store.paging import Page, Question, everything, fetch
from bot.store.tables import Tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_UNSEEN = "attribute_not_exists(pk)"
_AS_SEEN = "checked_at = :seen"
_AS_UNTOLD = f"{_AS_SEEN} AND (attribute_not_exists(untold) OR untold = :untold)"
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Untold:
    """A turn that the job `teller` has to tell: from `before`, last seen so at `since`."""

    teller: str
    before: Status | None
    since: datetime | None


@dataclass(frozen=True, slots=True)
class LastVerdict:
    """What the last check of a budget said. `code` is that of the finding that leads, "" for OK;
    `topics` and `keys` are ARNs. `spend` is None where it could not be read, and in old records.

    `told` is the verdict that the watch told last, or found at its first look, and `told_at` when
    that was last seen to hold: a check that a person asks for changes nothing of what is told.
    `alarmed` says which notifications are in ALARM, and since when every check saw them so; None
    where their states were never read.
    """

    account: str
    budget: str
    verdict: Status
    code: str
    checked_at: datetime
    topics: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    spend: Spend | None = None
    told: Status | None = None
    told_at: datetime | None = None
    untold: Untold | None = None
    alarmed: tuple[Alarm, ...] | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """The record once the watch has looked; `claimed`: this very look gets to tell a turn."""

    record: LastVerdict
    claimed: bool


@dataclass(frozen=True, slots=True)
class Hanging:
    """A budget that hangs on a topic or key."""

    account: str
    budget: str


class Verdicts:
    """The last verdicts of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, tables: Tables, pause: Pause = time.sleep) -> None:
        self._client = client
        self._table = tables.verdicts
        self._pause = pause

    def put(self, verdict: LastVerdict) -> bool:
        """Keep it, unless a later check has been kept already: then False."""
        return self._keep(verdict, _seen) is not None

    def note(self, verdict: LastVerdict) -> bool:
        """The watch's first look at an account: keep what it found as told."""
        return self._keep(verdict, _noted) is not None

    def watch(self, verdict: LastVerdict, teller: str) -> Watched | None:
        """Keep what the watch saw.

        A turn since the watch last told becomes `untold`, for `teller`: of two jobs that see the
        same turn one gets to tell it. None where a later check has been kept already: check again.
        """
        before: list[Untold | None] = []

        def join(was: LastVerdict | None, now: LastVerdict) -> LastVerdict:
            before.append(was.untold if was else None)
            return _watched(was, now, teller)

        kept = self._keep(verdict, join)
        return Watched(kept, claimed=kept.untold is not before[-1]) if kept else None

    def settled(self, verdict: LastVerdict) -> bool:
        """What was untold is told. False where the record has moved on meanwhile."""
        told = replace(verdict, untold=None)
        return not transact(self._client, (self._table,), self._writes(verdict, told), self._pause)

    def forget(self, verdict: LastVerdict) -> bool:
        """The budget is gone: its record and links too. False where it has been checked since."""
        gone = replace(verdict, topics=(), keys=())
        _, *links = self._writes(verdict, gone)
        delete: TransactWriteItemTypeDef = {
            "Delete": {
                "TableName": self._table,
                "Key": _key(verdict.account, verdict.budget),
                "ConditionExpression": _AS_SEEN,
                "ExpressionAttributeValues": {":seen": encode(verdict.checked_at)},
            }
        }
        return not transact(self._client, (self._table,), [delete, *links], self._pause)

    def _keep(self, verdict: LastVerdict, joined: _Join) -> LastVerdict | None:
        for _ in range(_ATTEMPTS):
            was = self.get(verdict.account, verdict.budget)
            if was and was.checked_at > verdict.checked_at:
                return None
            alarmed = continued(was.alarmed if was else None, verdict.alarmed)
            now = joined(was, replace(verdict, alarmed=alarmed))
            if not transact(self._client, (self._table,), self._writes(was, now), self._pause):
                return now
        raise StoreError(self._table, f"is busy with {verdict.budget!r}: check it again.")

    def get(self, account: str, budget: str) -> LastVerdict | None:
        """The budget's last verdict; None where it was never checked."""
        with reaching(self._table):
            answer = self._client.get_item(
                TableName=self._table, Key=_key(account, budget), ConsistentRead=True
            )
        found = answer.get("Item")
        return parse(self._table, LastVerdict, found) if found else None

    def of_account(self, account: str, limit: int = 100, cursor: str = "") -> Page[LastVerdict]:
        """One page of an account's budgets, by name. UsageError for a cursor that is none."""
        question = Question(self._table, "pk", records.of_account(account), ("sk",))
        page = fetch(self._client, question, limit, cursor)
        found = tuple(parse(self._table, LastVerdict, item) for item in page.items)
        return Page(found, page.cursor)

    def on_topic(self, arn: str) -> tuple[Hanging, ...]:
        """The budgets whose alerts went to this topic when they were last checked."""
        return self._hanging(f"topic:{arn}")

    def on_key(self, arn: str) -> tuple[Hanging, ...]:
        """The budgets whose topics were encrypted with this key when they were last checked."""
        return self._hanging(f"key:{arn}")

    def _hanging(self, partition: str) -> tuple[Hanging, ...]:
        found = everything(self._client, Question(self._table, "pk", partition, ("sk",)))
        return tuple(parse(self._table, Hanging, item) for item in found)

    def _writes(self, was: LastVerdict | None, now: LastVerdict) -> list[TransactWriteItemTypeDef]:
        """The verdict, if nobody has kept another since, and the links that differ."""
        before, after = (_links(was) if was else set()), _links(now)
        put: TransactWriteItemTypeDef = {
            "Put": {
                "TableName": self._table,
                "Item": {**attributes(now), **_key(now.account, now.budget)},
                "ConditionExpression": _AS_UNTOLD if was else _UNSEEN,
            }
        }
        if was:
            put["Put"]["ExpressionAttributeValues"] = {
                ":seen": encode(was.checked_at),
                ":untold": encode(was.untold),
            }
        return [
            put,
            *(self._link(partition, now) for partition in sorted(after - before)),
            *(self._unlink(partition, now) for partition in sorted(before - after)),
        ]

    def _link(self, partition: str, verdict: LastVerdict) -> TransactWriteItemTypeDef:
        hanging = attributes(Hanging(verdict.account, verdict.budget))
        item = {**hanging, **_link_key(partition, verdict)}
        return {"Put": {"TableName": self._table, "Item": item}}

    def _unlink(self, partition: str, verdict: LastVerdict) -> TransactWriteItemTypeDef:
        return {"Delete": {"TableName": self._table, "Key": _link_key(partition, verdict)}}


_Join = Callable[[LastVerdict | None, LastVerdict], LastVerdict]


def _seen(was: LastVerdict | None, now: LastVerdict) -> LastVerdict:
    """Somebody's check: what the watch has told stays, and is seen to hold where it does."""
    if was is None:
        return now
    holds = was.told is not None and turn(was.told, now.verdict) is None
    told_at = now.checked_at if holds else was.told_at
    return replace(now, told=was.told, told_at=told_at, untold=was.untold)


def _noted(was: LastVerdict | None, now: LastVerdict) -> LastVerdict:
    if was:
        return _seen(was, now)
    return replace(now, told=now.verdict, told_at=now.checked_at)


def _watched(was: LastVerdict | None, now: LastVerdict, teller: str) -> LastVerdict:
    """A check of the watch. Where it never looked before, the last check counts as told."""
    before = (was.told or was.verdict) if was else None
    told = replace(now, told=now.verdict, told_at=now.checked_at)
    if turn(before, now.verdict) is None:
        return replace(told, untold=was.untold if was else None)
    since = (was.told_at or was.checked_at) if was else None
    return replace(told, untold=Untold(teller, before, since))


def _key(account: str, budget: str) -> dict[str, Value]:
    return {"pk": encode(records.of_account(account)), "sk": encode(f"budget:{budget}")}


def _links(verdict: LastVerdict) -> set[str]:
    return {f"topic:{arn}" for arn in verdict.topics} | {f"key:{arn}" for arn in verdict.keys}


def _link_key(partition: str, verdict: LastVerdict) -> dict[str, Value]:
    budget = records.of_budget(verdict.account, verdict.budget)
    return {"pk": encode(partition), "sk": encode(budget)}
