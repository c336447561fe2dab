"""Who changed what, as CloudTrail told: kept for some weeks by what was changed.

They lie beside the verdicts, for they are asked for by the topics and keys that a verdict names.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.core.arns import parse_arn
from bot.core.aws_events import ResourceChange, ResourceKind
from bot.core.verdict_change import AffectedBudget
from bot.store import records
from bot.store.attributes import epoch, stamp
from bot.store.pages import Question
from bot.store.table import Repository
from bot.store.tables import Tables, definitions
from bot.store.verdicts import LastVerdict

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEPT = timedelta(days=60)
_MOST = 10


class ResourceChanges:
    """The changes of every account. Every method raises StoreError."""

    def __init__(self, client: DynamoDBClient, tables: Tables) -> None:
        self._touches = Repository(client, definitions(tables).verdicts, ResourceChange)

    def put(self, change: ResourceChange) -> None:
        """Keep it; once more makes no second one."""
        at = f"{stamp(change.at)}#{change.event}"
        keys = {"pk": f"touched:{_place(change)}", "sk": at, "ttl": epoch(change.at + KEPT)}
        self._touches.put(keys, change)

    def of(self, one: LastVerdict | AffectedBudget, since: datetime) -> tuple[ResourceChange, ...]:
        """What was changed of a budget's path since then, the newest first, ten at most."""
        own = records.of_budget(one.account, one.budget)
        return self.about((own,), (*one.topics, *one.keys), since)[:_MOST]

    def about(
        self, budgets: Iterable[str], arns: Iterable[str], since: datetime
    ) -> tuple[ResourceChange, ...]:
        """The same for several budgets, by `records.of_budget`, and their topics and keys; of each
        the ten newest.
        """
        places = _places(budgets, tuple(arns))
        found = {t.event: t for place in places for t in self._at(place, since)}
        return tuple(sorted(found.values(), key=lambda t: (t.at, t.event), reverse=True))

    def on(self, arn: str, since: datetime) -> tuple[ResourceChange, ...]:
        """The same of one topic or key alone, and all of it: no edit is pushed out by others."""
        return self._touches.all(_since(arn, since))

    def _at(self, place: str, since: datetime) -> Iterable[ResourceChange]:
        return self._touches.page(_since(place, since), _MOST).items


def _since(place: str, since: datetime) -> Question:
    return Question(
        f"touched:{place}", newest_first=True, where="sk >= :since", values={"since": since}
    )


def _place(change: ResourceChange) -> str:
    """An alias does not say which topics use it: it is kept, and looked for, by its Region."""
    if change.kind is ResourceKind.ALIAS:
        return _aliases(change.account, change.region)
    if change.kind is ResourceKind.BUDGET:
        return records.of_budget(change.account, change.about)
    return change.about


def _places(budgets: Iterable[str], arns: tuple[str, ...]) -> Iterable[str]:
    there = (arn for arn in map(parse_arn, arns) if arn)
    aliases = {_aliases(arn.account, arn.region) for arn in there}
    return (*budgets, *arns, *sorted(aliases))


def _aliases(account: str, region: str) -> str:
    return f"aliases:{account}:{region}"
