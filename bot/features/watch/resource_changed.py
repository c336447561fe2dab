"""Somebody changed a key, an alias, a topic or a budget: its budgets are checked again."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from bot.core.affected import Dependent
from bot.core.arns import parse_arn
from bot.core.aws_events import ResourceChange, ResourceKind
from bot.core.jobs.watch import ResourceChanged
from bot.core.proof.names import is_temporary
from bot.jobs.changed_meanwhile import SETTLE
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.jobs.watch import watch_job
from bot.store.verdicts import LastVerdict, Verdicts

SETTLE_NEW = 10
"""The same for a new budget: Terraform, and the console, add its notifications by calls of their
own, and a check between the two would find none.
"""
MOST = 200
"""Budgets that are checked again for an alias: which topics use it cannot be asked."""

_log = logging.getLogger(__name__)


@handles(ResourceChanged)
def resource_changed(context: Context, what: ResourceChanged) -> None:
    """Write down who it was, and leave a job for each budget that may hang on it.

    Raises StoreError.
    """
    change = as_resource_change(what)
    context.store.resource_changes.put(change)
    now, found = context.clock(), tuple(dict.fromkeys(dependents(context.store.verdicts, change)))
    group = context.job.id if len(found) > 1 else ""
    settle = SETTLE_NEW if change.action == "CreateBudget" else SETTLE
    for one in found:
        context.queue.send(watch_job(context.job.id, one, now, group=group), settle)


def as_resource_change(what: ResourceChanged) -> ResourceChange:
    """As it came in."""
    return ResourceChange(
        event=what.event,
        action=what.action,
        who=what.who,
        at=datetime.fromisoformat(what.at),
        account=what.account,
        region=what.region,
        kind=ResourceKind(what.kind),
        about=what.about,
        key=what.key,
        job=what.job,
        attribute=what.attribute,
        text=what.text,
    )


def dependents(verdicts: Verdicts, change: ResourceChange) -> tuple[Dependent, ...]:
    """The budgets, and what of other senders, that hung on it when they were last checked.

    The temporary budget of a proof is none of them. For an alias: those on the key that it is known
    to have had, and those with a topic in its account and Region.
    """
    if change.kind is ResourceKind.BUDGET:
        return () if is_temporary(change.about) else (Dependent(change.account, change.about),)
    if change.kind is ResourceKind.TOPIC:
        return (*verdicts.on_topic(change.about), *verdicts.subjects_on(change.about))
    if change.kind is ResourceKind.KEY:
        return (*verdicts.on_key(change.about), *verdicts.subjects_on(change.about))
    on_key = (*verdicts.on_key(change.key), *verdicts.subjects_on(change.key)) if change.key else ()
    return (*on_key, *_in_region(verdicts, change))


def _in_region(verdicts: Verdicts, change: ResourceChange) -> Iterator[Dependent]:
    there = 0
    for one in _all(verdicts, change.account):
        arns = (parse_arn(topic) for topic in one.topics)
        if any(arn and arn.region == change.region for arn in arns):
            there += 1
            if there > MOST:
                _log.warning("%s: more budgets than %d; the sweep has the rest", change.about, MOST)
                return
            yield Dependent(one.account, one.budget)


def _all(verdicts: Verdicts, account: str) -> Iterator[LastVerdict]:
    page = verdicts.of_account(account)
    yield from page.items
    while page.cursor:
        page = verdicts.of_account(account, cursor=page.cursor)
        yield from page.items
