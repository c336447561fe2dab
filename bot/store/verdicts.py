"""The last verdict of each budget, and which budgets hang on which topic and key. The same of what
other senders publish to those topics, each by its reference (`bot.core.reference`), in partitions
of their own: whoever lists budgets meets none of them.

Beside a budget's verdict stands one small item for each topic and key, in that one's partition, and
one in that of its name (`bot.store.budget_names`); all change in one transaction. So a change of a
key finds the budgets to check again without a scan. How a verdict turned lies in the outbox by the
same transaction: it is told once, whatever crashes; and so does the mark of what lists do not show
yet (`bot.store.marks`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.core.affected import Dependent
from bot.core.alerts.alarms import continued
from bot.core.listed_budget import stands_as
from bot.core.outgoing import Outgoing, Says
from bot.core.reference import reference_of
from bot.core.verdict_change import AffectedBudget
from bot.errors import StoreError
from bot.store import records
from bot.store.budget_names import BudgetNames, index_of
from bot.store.calls import Pause, transact
from bot.store.expressions import NEW, Condition, seen
from bot.store.last_verdict import (
    LastVerdict,
    PendingChange,
    Watched,
    by_check,
    by_first_look,
    by_watch,
    listed,
    outage_after,
)
from bot.store.marks import Marks
from bot.store.outbox import Outbox
from bot.store.pages import Page, Question
from bot.store.table import Keys, Repository
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

__all__ = ["LastVerdict", "PendingChange", "Verdicts", "Watched"]

_ATTEMPTS = 5
_Join = Callable[[LastVerdict | None, LastVerdict], Watched]
Beside = Callable[[LastVerdict | None, LastVerdict], tuple[Outgoing, ...]]
"""What has to be said of a record and the one before it, None for the first."""


def _nothing(_was: LastVerdict | None, _now: LastVerdict) -> tuple[Outgoing, ...]:
    return ()


class Verdicts:
    """The last verdicts of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, tables: Tables, pause: Pause = time.sleep) -> None:
        table = definitions(tables).verdicts
        self._verdicts = Repository(client, table, LastVerdict)
        self._dependents = Repository(client, table, Dependent)
        self._names = BudgetNames(client, tables)
        self._marks = Marks(client, table, pause)
        self._outbox = Outbox(client, tables)
        self._client = client
        self._pause = pause

    def put(self, verdict: LastVerdict) -> Watched | None:
        """Keep it, unless a later check has been kept already: then None."""
        return self._keep(verdict, by_check, counts=True)

    def put_and_say(self, verdict: LastVerdict, says: Beside) -> Watched | None:
        """The same with what `says` of the record before and this one in the outbox, by the same
        write.
        """

        def join(was: LastVerdict | None, now: LastVerdict) -> Watched:
            return replace(by_check(was, now), messages=says(was, now))

        return self._keep(verdict, join, counts=True)

    def note(self, verdict: LastVerdict) -> Watched | None:
        """The watch's first look at an account: keep what it found as told. None as `put`."""
        return self._keep(verdict, by_first_look)

    def watch(
        self,
        verdict: LastVerdict,
        teller: str,
        says: Says[AffectedBudget],
        beside: Beside = _nothing,
    ) -> Watched | None:
        """Keep what the watch saw in its job `teller`.

        Where it turned since the watch last told, what `says` of that lies in the outbox with the
        same write: of two jobs that see the same turn one keeps it. `AffectedBudget.says` is left
        to `says`. Where it has not turned, what `beside` says of the record before and this one.
        None where a later check has been kept already: check again.
        """

        def join(was: LastVerdict | None, now: LastVerdict) -> Watched:
            kept, affected = by_watch(was, now, teller)
            return Watched(kept, says(affected) if affected else beside(was, kept))

        return self._keep(verdict, join)

    def forget(self, verdict: LastVerdict) -> bool:
        """The budget is gone: its record and links too. False where it has been checked since."""
        gone = replace(verdict, topics=(), keys=(), indexed_as="")
        _, *links = self._writes(verdict, gone)
        as_seen = seen(checked_at=verdict.checked_at)
        delete = self._verdicts.transact_delete(_key(verdict.account, verdict.budget), as_seen)
        return self._verdicts.transact([delete, *links, *self._mark(verdict)], self._pause)

    def _keep(self, verdict: LastVerdict, joined: _Join, *, counts: bool = False) -> Watched | None:
        """`counts`: the account is to be counted anew (`bot.store.overviews`) also where the
        budget is as it was, for the time of the check: who asked for it looks at that.
        """
        for _ in range(_ATTEMPTS):
            was = self.get(verdict.account, verdict.budget)
            if was and was.checked_at > verdict.checked_at:
                return None
            alarmed = continued(was.alarmed if was else None, verdict.alarmed)
            known = outage_after(was, verdict, alarmed)
            tags = verdict.tags if verdict.tags is not None else (was.tags if was else None)
            read = replace(verdict, alarmed=alarmed, outage=known, tags=tags)
            now = joined(was, replace(read, indexed_as=index_of(was, verdict)))
            self._names.note_new(was, now.record)
            said = self._outbox.transact_puts(now.messages)
            writes = [*self._writes(was, now.record), *said]
            if counts or not stands_as(listed(was) if was else None, listed(now.record)):
                writes += self._mark(now.record)
            if not transact(self._client, writes, self._pause):
                return replace(now, linked=_newly_linked(was, now.record))
        raise StoreError(self._verdicts.name, f"is busy with {verdict.budget!r}: check it again.")

    def get(self, account: str, budget: str) -> LastVerdict | None:
        """The budget's last verdict; None where it was never checked."""
        return self._verdicts.get(_key(account, budget))

    def of_account(self, account: str, limit: int = 100, cursor: str = "") -> Page[LastVerdict]:
        """One page of an account's budgets, by name. UsageError for a cursor that is none."""
        return self._verdicts.page(Question(records.of_account(account)), limit, cursor)

    def all_of_account(self, account: str) -> tuple[LastVerdict, ...]:
        """Every budget of an account."""
        return self._verdicts.all(Question(records.of_account(account)))

    def on_topic(self, arn: str) -> tuple[Dependent, ...]:
        """The budgets whose alerts went to this topic when they were last checked."""
        return self._dependents.all(Question(f"topic:{arn}"))

    def on_key(self, arn: str) -> tuple[Dependent, ...]:
        """The budgets whose topics were encrypted with this key when they were last checked."""
        return self._dependents.all(Question(f"key:{arn}"))

    def subjects_of(self, account: str, limit: int = 100, cursor: str = "") -> Page[LastVerdict]:
        """As `of_account`, of other senders: `budget` is the reference of each."""
        return self._verdicts.page(Question(records.of_subjects(account)), limit, cursor)

    def all_subjects_of(self, account: str) -> tuple[LastVerdict, ...]:
        """As `all_of_account`, of other senders."""
        return self._verdicts.all(Question(records.of_subjects(account)))

    def subjects_on(self, arn: str) -> tuple[Dependent, ...]:
        """As `on_topic` and `on_key`, of other senders."""
        kind = "key" if ":kms:" in arn else "topic"
        return self._dependents.all(Question(records.of_other_senders(f"{kind}:{arn}")))

    def _mark(self, verdict: LastVerdict) -> list[TransactWriteItemTypeDef]:
        """Other senders are in no list of budgets."""
        if reference_of(verdict.budget):
            return []
        return [self._marks.transact_put(verdict.account, verdict.budget)]

    def _writes(self, was: LastVerdict | None, now: LastVerdict) -> list[TransactWriteItemTypeDef]:
        """The verdict, if nobody has kept another since, and the links that differ."""
        before, after = (_links(was) if was else set()), _links(now)
        key, as_seen = _key(now.account, now.budget), _as_untold(was) if was else NEW
        put, unlink = self._dependents.transact_put, self._dependents.transact_delete
        dependents = Dependent(now.account, now.budget)
        return [
            self._verdicts.transact_put(key, now, as_seen),
            *(put(_link_key(link, now), dependents) for link in sorted(after - before)),
            *(unlink(_link_key(link, now)) for link in sorted(before - after)),
            *self._names.transact(was, now),
        ]


def _as_untold(was: LastVerdict) -> Condition:
    as_seen = seen(checked_at=was.checked_at)
    untold = f"{as_seen.expression} AND (attribute_not_exists(untold) OR untold = :untold)"
    return Condition(untold, {**as_seen.values, "untold": was.untold})


def _key(account: str, budget: str) -> Keys:
    if reference_of(budget):
        return {"pk": records.of_subjects(account), "sk": f"subject:{budget}"}
    return {"pk": records.of_account(account), "sk": f"budget:{budget}"}


def _newly_linked(was: LastVerdict | None, now: LastVerdict) -> tuple[str, ...]:
    before = {*was.topics, *was.keys} if was else set[str]()
    return tuple(sorted({*now.topics, *now.keys} - before))


def _links(verdict: LastVerdict) -> set[str]:
    return {f"topic:{arn}" for arn in verdict.topics} | {f"key:{arn}" for arn in verdict.keys}


def _link_key(link: str, verdict: LastVerdict) -> Keys:
    partition = records.of_other_senders(link) if reference_of(verdict.budget) else link
    return {"pk": partition, "sk": records.of_budget(verdict.account, verdict.budget)}
