"""The one button of a post that mends: the best fix of the budget that has spent most, or of an
alarm or a rule where no budget is among them. What lets one sender in lets in the topic's others.

It points to a record as an answer's buttons do, so it opens the same preview.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot.core.findings import FixOffer, Hop, PathReport, Report, Status
from bot.core.fixes import fix_named
from bot.core.model.key import Key
from bot.core.model.path import Facts
from bot.core.reference import reference_of
from bot.errors import StoreError
from bot.features.check.buttons import MessageRef, buttons_of, record_of
from bot.jobs.context import Context
from bot.slack.render.watch_view import BudgetState, MendOffer, WatchView, dearest

MENDS_FOR = timedelta(days=60)
"""As long as the post is kept current; what is pressed reads the path anew."""
_log = logging.getLogger(__name__)


def with_offer(context: Context, view: WatchView, channel: str, id: str) -> WatchView:
    """The post with what mends it, as the dearest budget's path is now. Raises StoreError.

    Its record has no message, for no answer stands there that would be drawn anew.
    """
    budgets = [one for one in view.down if not reference_of(one.budget)]
    first = dearest(budgets or view.down)[0]
    facts = context.facts(first.account, first.budget)
    report = context.judged(facts)
    view = replace(view, key_name=_key_name(facts, report))
    record = record_of(context, report, id, MessageRef(channel, ""))
    try:
        buttons = buttons_of(context, record, report)
        if buttons is None:
            return view
        context.store.answers.put(replace(record, until=record.at + MENDS_FOR))
    except StoreError as error:
        _log.error("The post %s is without buttons: %s", view.notice, error)
        return view
    path = next(_broken(report), None)
    if path is None or path.topic not in buttons.topics:
        return view
    value = f"{record.id}.{buttons.topics.index(path.topic)}"
    offer = _best(report, path) if buttons.fixes else None
    mend = _offer(view, path, offer, value, first) if offer else None
    ticket = value if buttons.tickets else ""
    return replace(view, mend=mend, ticket=ticket, opened=buttons.opened.get(path.topic))


def _broken(report: Report) -> Iterator[PathReport]:
    """The paths with a topic that need mending, the worst first."""
    found = (one for one in report.paths if one.topic and one.verdict is not Status.OK)
    yield from sorted(found, key=lambda one: -one.verdict.rank)


def _best(report: Report, path: PathReport) -> FixOffer | None:
    if path.together:
        return path.together
    return next(iter(report.fixes_of([path])), None)


def _offer(
    view: WatchView, path: PathReport, offer: FixOffer, value: str, first: BudgetState
) -> MendOffer:
    """It mends those that hang on what it changes, and have the same cause."""
    fix = fix_named(offer.id)
    on_key = fix is not None and all(one.startswith("kms:") for one in fix.actions)
    key = next((hop.resource for hop in path.hops if hop.hop is Hop.KEY), "")
    alike = [one for one in view.down if one.code == first.code]
    mended = [one for one in alike if (key in one.keys if on_key else path.topic in one.topics)]
    return MendOffer(offer.id, offer.label, value, max(len(mended), 1))


def _key_name(facts: Facts, report: Report) -> str:
    """The alias by which the topic names its key, "" where it names it by its id."""
    path = next(_broken(report), None)
    key = facts.keys.get(path.topic or "") if path else None
    name = key.reference if isinstance(key, Key) else ""
    alias = name.rpartition(":")[2]
    return alias if alias.startswith("alias/") else ""
