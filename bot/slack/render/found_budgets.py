"""What the index of names has of many accounts: the budgets of a name, or that there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.findings import Status
from bot.core.jobs.checks import ListPage
from bot.core.names import shown
from bot.core.texts import accounts as accounts_texts
from bot.core.texts import budget_list as texts
from bot.slack.render.accounts import Entry, notes
from bot.slack.render.lookup import everywhere_button
from bot.slack.render.message import Message, message
from bot.slack.render.names import (
    PAGE,
    KnownVerdict,
    ListPart,
    check_button,
    row,
    span_of,
    turning,
    which,
    with_picker,
)
from bot.slack.render.pages import page_of
from bot.slack.render.parts import Json, actions, button
from bot.slack.render.phrase import phrase, rich, spoken
from bot.slack.render.picker import Choice
from bot.slack.values import pack


@dataclass(frozen=True, slots=True)
class FoundList:
    """A page of budgets in their order, and of each its last verdict, None for one that was never
    checked. `verdicts` are those of the page in full, None where they are not known; `note` says
    which accounts are missing, "" for none; `accounts` counts those that they are from.
    """

    page: ListPage
    entries: Sequence[Entry]
    last: Mapping[Entry, Status | None]
    verdicts: Mapping[Entry, KnownVerdict] | None
    note: str
    accounts: int


def found_list(id: str, found: FoundList) -> Message:
    """The budgets of one name, or of those that contain a part, in their accounts."""
    asked, entries = found.page, found.entries
    page, on_page = page_of(entries, asked.page, PAGE)
    title = _title(found, span_of(page, len(on_page), len(entries)))
    rows = [_row(entry, found.verdicts) for entry in on_page]
    part = ListPart("", asked.part, asked.verdict, asked.exact)
    choices = [Choice(e.account, e.name, e.called, found.last[e]) for e in entries]
    beside = notes(found.note, accounts_texts.NARROW if asked.exact else "")
    look = [actions(everywhere_button(asked.part))]
    turn = turning(part, page, len(entries))
    return with_picker(id, title, choices, [*rows, *beside, *turn, *look])


def nowhere(
    id: str, name: str, near: Sequence[Entry], note: str, oldest: datetime | None
) -> Message:
    """No account has such a budget; `near` are the names that come nearest, perhaps none.

    `oldest` is when the oldest sweep began that this is known from, None where AWS alone was asked.
    """
    asked = accounts_texts.NOWHERE_SWEPT if oldest else accounts_texts.NO_BUDGET_ANYWHERE
    template = texts.with_near("{none}", found=bool(near)).replace("{none}", asked)
    says = phrase(template, name=name, **({"at": oldest} if oldest else {}))
    everything = button(texts.LIST_ALL, "list.page", pack(account="", part="", page=0))
    look = everywhere_button(name)
    rows = [_row(entry, None) for entry in near]
    return message(id, spoken(says), [rich(says), *rows, *notes(note), actions(look, everything)])


def _title(found: FoundList, span: str) -> str:
    asked, accounts = found.page, found.accounts
    if asked.exact:
        count = len(found.entries)
        title = accounts_texts.HAVE_IT.format(count=count, accounts=accounts, name=asked.part)
        return f"{title} {span}"
    return texts.IN_ACCOUNTS.format(
        which=which(asked.part, asked.verdict), count=accounts, span=span
    )


def _row(entry: Entry, verdicts: Mapping[Entry, KnownVerdict] | None) -> Json:
    line = texts.IN.format(name=shown(entry.name), account=entry.called)
    check = check_button(entry.account, entry.name)
    return row(line, check, last=(verdicts or {}).get(entry), of=verdicts)
