"""The last verdict of each budget, and which budgets hang on which topic and key. The same of what
other senders publish to those topics, each by its reference (`bot.core.reference`), in partitions
of their own: whoever lists budgets meets none of them.

Beside a budget's verdict stands one small item for each topic and key, in that one's partition; all
change in one transaction. So a change of a key finds the budgets to check again without a scan. How
a verdict turned lies in the outbox by the same transaction: it is told once, whatever crashes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.core.affected import Dependent
from bot.core.alerts.alarms import Alarm, continued
from bot.core.findings import Status
from bot.core.model.budget import Spend
from bot.core.outage import REACHES, Outage, outage
from bot.core.outgoing import Outgoing, Says
from bot.core.reference import reference_of
from bot.core.root_cause import RootCause
from bot.core.routes import BudgetTag
from bot.core.verdict_change import AffectedBudget, verdict_change
from bot.errors import StoreError
from bot.store import records
from bot.store.calls import Pause, transact
from bot.store.expressions import NEW, Condition, seen
from bot.store.outbox import Outbox
from bot.store.pages import Page, Question
from bot.store.table import Keys, Repository
from bot.store.tables import Tables, definitions

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class PendingChange:
    """What the version before kept instead of a message: a turn that its job `teller` had to tell,
    from `before`, last seen so at `since`.
    """

    teller: str
    before: Status | None
    since: datetime | None


@dataclass(frozen=True, slots=True)
class LastVerdict:
    """What the last check of a budget said. `code` is that of the finding that leads, "" for OK;
    `topics` and `keys` are ARNs. `spend` is None where it could not be read, and in old records.

    `told` is the verdict that the watch told last, or found at its first look, or the first check
    before that, and `told_at` when that was last seen to hold: a check that a person asks for
    changes nothing of what is told. `untold` is in records of the version before.
    `alarmed` says which notifications are in ALARM, and since when every check saw them so; None
    where their states were never read. `cause` is that of `code`, None for OK and in old records.
    `outage` is the last time in which no alert arrived. `tags` are those that ROUTES asked for when
    a sweep last read them, None where none did: a check leaves them as they are.
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
    untold: PendingChange | None = None
    alarmed: tuple[Alarm, ...] | None = None
    cause: RootCause | None = None
    outage: Outage | None = None
    tags: tuple[BudgetTag, ...] | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """The record as it is kept, and the messages that lie in the outbox with it.

    `linked` are the topics and keys that the record before did not name: what was changed of them
    until now was nobody's change (`bot.jobs.changed_meanwhile`).
    """

    record: LastVerdict
    messages: tuple[Outgoing, ...] = ()
    linked: tuple[str, ...] = ()


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
        self._outbox = Outbox(client, tables)
        self._client = client
        self._pause = pause

    def put(self, verdict: LastVerdict) -> Watched | None:
        """Keep it, unless a later check has been kept already: then None."""
        return self._keep(verdict, _seen)

    def put_and_say(self, verdict: LastVerdict, says: Beside) -> Watched | None:
        """The same with what `says` of the record before and this one in the outbox, by the same
        write.
        """

        def join(was: LastVerdict | None, now: LastVerdict) -> Watched:
            return replace(_seen(was, now), messages=says(was, now))

        return self._keep(verdict, join)

    def note(self, verdict: LastVerdict) -> Watched | None:
        """The watch's first look at an account: keep what it found as told. None as `put`."""
        return self._keep(verdict, _noted)

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
            kept, affected = _watched(was, now, teller)
            return Watched(kept, says(affected) if affected else beside(was, kept))

        return self._keep(verdict, join)

    def forget(self, verdict: LastVerdict) -> bool:
        """The budget is gone: its record and links too. False where it has been checked since."""
        gone = replace(verdict, topics=(), keys=())
        _, *links = self._writes(verdict, gone)
        as_seen = seen(checked_at=verdict.checked_at)
        delete = self._verdicts.transact_delete(_key(verdict.account, verdict.budget), as_seen)
        return self._verdicts.transact([delete, *links], self._pause)

    def _keep(self, verdict: LastVerdict, joined: _Join) -> Watched | None:
        for _ in range(_ATTEMPTS):
            was = self.get(verdict.account, verdict.budget)
            if was and was.checked_at > verdict.checked_at:
                return None
            alarmed = continued(was.alarmed if was else None, verdict.alarmed)
            known = _outage(was, verdict, alarmed)
            tags = verdict.tags if verdict.tags is not None else (was.tags if was else None)
            now = joined(was, replace(verdict, alarmed=alarmed, outage=known, tags=tags))
            said = self._outbox.transact_puts(now.messages)
            writes = [*self._writes(was, now.record), *said]
            if not transact(self._client, writes, self._pause):
                return replace(now, linked=_newly_linked(was, now.record))
        raise StoreError(self._verdicts.name, f"is busy with {verdict.budget!r}: check it again.")

    def get(self, account: str, budget: str) -> LastVerdict | None:
        """The budget's last verdict; None where it was never checked."""
        return self._verdicts.get(_key(account, budget))

    def of_account(self, account: str, limit: int = 100, cursor: str = "") -> Page[LastVerdict]:
        """One page of an account's budgets, by name. UsageError for a cursor that is none."""
        return self._verdicts.page(Question(records.of_account(account)), limit, cursor)

    def on_topic(self, arn: str) -> tuple[Dependent, ...]:
        """The budgets whose alerts went to this topic when they were last checked."""
        return self._dependents.all(Question(f"topic:{arn}"))

    def on_key(self, arn: str) -> tuple[Dependent, ...]:
        """The budgets whose topics were encrypted with this key when they were last checked."""
        return self._dependents.all(Question(f"key:{arn}"))

    def subjects_of(self, account: str, limit: int = 100, cursor: str = "") -> Page[LastVerdict]:
        """As `of_account`, of other senders: `budget` is the reference of each."""
        return self._verdicts.page(Question(records.of_subjects(account)), limit, cursor)

    def subjects_on(self, arn: str) -> tuple[Dependent, ...]:
        """As `on_topic` and `on_key`, of other senders."""
        kind = "key" if ":kms:" in arn else "topic"
        return self._dependents.all(Question(records.of_other_senders(f"{kind}:{arn}")))

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
        ]


def _outage(
    was: LastVerdict | None, now: LastVerdict, alarmed: tuple[Alarm, ...] | None
) -> Outage | None:
    """With this check; of what the version before kept, as far as it tells."""
    began = was.outage if was else None
    if was and began is None and was.verdict not in REACHES:
        began = Outage(was.checked_at)
    read = now.alarmed is not None
    return outage(began, now.verdict, now.checked_at, alarmed, read=read)


_Join = Callable[[LastVerdict | None, LastVerdict], Watched]


def _seen(was: LastVerdict | None, now: LastVerdict) -> Watched:
    """Somebody's check: what the watch has told stays, and is seen to hold where it does.

    Where the watch never looked the first check counts as told: else a turn that somebody's check
    sees before the watch does would be told by nobody.
    """
    if was is None:
        return Watched(now)
    told = was.told or was.verdict
    holds = verdict_change(told, now.verdict) is None
    told_at = now.checked_at if holds else (was.told_at or was.checked_at)
    return Watched(replace(now, told=told, told_at=told_at, untold=was.untold))


def _noted(was: LastVerdict | None, now: LastVerdict) -> Watched:
    if was:
        return _seen(was, now)
    return Watched(replace(now, told=now.verdict, told_at=now.checked_at))


def _watched(
    was: LastVerdict | None, now: LastVerdict, teller: str
) -> tuple[LastVerdict, AffectedBudget | None]:
    """A check of the watch. Where it never looked before, the first check counts as told."""
    before = (was.told or was.verdict) if was else None
    since = (was.told_at or was.checked_at) if was else None
    told = replace(now, told=now.verdict, told_at=now.checked_at)
    turned = verdict_change(before, now.verdict)
    pending = was.untold if was else None
    if pending and turned is None:
        if pending.teller != teller:
            return replace(told, untold=pending), None
        turned, since = verdict_change(pending.before, now.verdict), pending.since
    if turned is None:
        return told, None
    return told, AffectedBudget(
        now.account,
        now.budget,
        turned,
        now.verdict,
        "",
        since,
        teller,
        now.checked_at,
        now.topics,
        now.keys,
    )


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
