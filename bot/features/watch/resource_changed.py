"""Somebody changed a key, an alias, a topic or a budget: its budgets are checked again."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from bot.core.arns import parse_arn
from bot.core.jobs.watch import Touched
from bot.core.proving.names import is_temporary
from bot.core.touched import Kind, Touch
from bot.features.watch.jobs import watch_job
from bot.jobs.context import Context
from bot.jobs.registry import handles
from bot.store.verdicts import Hanging, LastVerdict, Verdicts

SETTLE = 5
"""Seconds: what one deployment changes within them is seen, and told, by one check."""
MOST = 200
"""Budgets that are checked again for an alias: which topics use it cannot be asked."""

_log = logging.getLogger(__name__)


@handles(Touched)
def touched(context: Context, what: Touched) -> None:
    """Write down who it was, and leave a job for each budget that may hang on it.

    Raises StoreError.
    """
    touch = as_touch(what)
    context.store.touches.put(touch)
    now, found = context.clock(), tuple(dict.fromkeys(hanging(context.store.verdicts, touch)))
    group = context.job.id if len(found) > 1 else ""
    for one in found:
        context.queue.send(watch_job(context.job.id, one, now, group=group), SETTLE)


def as_touch(what: Touched) -> Touch:
    """As it came in."""
    return Touch(
        event=what.event,
        action=what.action,
        who=what.who,
        at=datetime.fromisoformat(what.at),
        account=what.account,
        region=what.region,
        kind=Kind(what.kind),
        about=what.about,
        key=what.key,
        job=what.job,
    )


def hanging(verdicts: Verdicts, touch: Touch) -> tuple[Hanging, ...]:
    """The budgets that hung on it when they were last checked.

    The temporary budget of a proof is none of them. For an alias: those on the key that it is known
    to have had, and those with a topic in its account and Region.
    """
    if touch.kind is Kind.BUDGET:
        return () if is_temporary(touch.about) else (Hanging(touch.account, touch.about),)
    if touch.kind is Kind.TOPIC:
        return verdicts.on_topic(touch.about)
    if touch.kind is Kind.KEY:
        return verdicts.on_key(touch.about)
    on_key = verdicts.on_key(touch.key) if touch.key else ()
    return (*on_key, *_in_region(verdicts, touch))


def _in_region(verdicts: Verdicts, touch: Touch) -> Iterator[Hanging]:
    there = 0
    for one in _all(verdicts, touch.account):
        arns = (parse_arn(topic) for topic in one.topics)
        if any(arn and arn.region == touch.region for arn in arns):
            there += 1
            if there > MOST:
                _log.warning("%s: more budgets than %d; the sweep has the rest", touch.about, MOST)
                return
            yield Hanging(one.account, one.budget)


def _all(verdicts: Verdicts, account: str) -> Iterator[LastVerdict]:
    page = verdicts.of_account(account)
    yield from page.items
    while page.cursor:
        page = verdicts.of_account(account, cursor=page.cursor)
        yield from page.items
