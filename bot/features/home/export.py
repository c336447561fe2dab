"""Every budget as a CSV file, in the direct message with who asked."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.jobs.home import ExportBudgets
from bot.core.model.budget import Money
from bot.core.model.read import ReadFailed
from bot.core.texts import unread as reads
from bot.core.texts.csv_file import csv_file
from bot.core.texts.home import CSV_COMMENT, CSV_FAILED, CSV_SENT
from bot.features.home.budgets import sorted_by
from bot.features.home.home import show
from bot.jobs.account import directory_of
from bot.jobs.context import Context
from bot.jobs.known_budgets import KnownBudget, KnownBudgets, known_budgets, uncounted
from bot.jobs.registry import handles
from bot.jobs.reply import reply_text
from bot.slack.home_state import state_of
from bot.slack.reach import Refused, or_refused
from bot.slack.render.texts import unread
from bot.store.attributes import stamp

_HEAD = (
    "account",
    "account_name",
    "budget",
    "verdict",
    "code",
    "resource",
    "topics",
    "keys",
    "unit",
    "period",
    "limit",
    "spent",
    "forecast",
    "checked_at",
)


@handles(ExportBudgets)
def export_budgets(context: Context, what: ExportBudgets) -> None:
    """Send it, and say so in the Home. Raises SlackError to be tried again, StoreError."""
    directory = directory_of(context)
    if isinstance(directory, ReadFailed):
        reply_text(context, unread(reads.ACCOUNTS, directory))
        return
    known = known_budgets(context, directory.all)
    sent = or_refused("a CSV file of every budget", lambda: _send(context, known))
    note = CSV_FAILED.format(code=sent.code) if isinstance(sent, Refused) else CSV_SENT
    show(context, state_of(what.home), what.hash, note)


def _send(context: Context, known: KnownBudgets) -> None:
    budgets = sorted_by("name", known.all)
    slack, name = context.slack, f"budgets-{context.clock():%Y-%m-%d}.csv"
    content = csv_file([_HEAD, *map(tuple, map(_row, budgets))])
    comment = f"{CSV_COMMENT.format(count=len(budgets))} {uncounted(known.uncounted)}".strip()
    slack.upload(slack.direct(context.job.place.user), name, content, comment)


def _row(known: KnownBudget) -> Iterator[str]:
    last, spend = known.last, known.last.spend
    yield from (known.account.id, known.account.short, last.budget, last.verdict.value, last.code)
    yield last.cause.resource if last.cause else ""
    yield from (" ".join(last.topics), " ".join(last.keys))
    money = spend.limit or spend.actual if spend else None
    yield from (money.unit if money else "", spend.time_unit if spend else "")
    yield from map(_amount, (spend.limit, spend.actual, spend.forecast) if spend else (None,) * 3)
    yield stamp(last.checked_at)


def _amount(money: Money | None) -> str:
    return money.amount if money else ""
