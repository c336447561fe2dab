"""Lists over more than one account: budgets, and accounts to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.names import flat, shown
from bot.core.texts import accounts as accounts_texts
from bot.core.texts import budget_list as texts
from bot.core.texts.visible import visible
from bot.slack.render.message import MOST_BLOCKS, Message, fit, message
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
from bot.slack.render.parts import BUTTON, Json, actions, button, clip, plain, section
from bot.slack.render.picker import Choice
from bot.slack.values import pack

_MORE = accounts_texts.NAME_ONE


@dataclass(frozen=True, slots=True)
class Entry:
    """A budget of an account, and what people call that account."""

    account: str
    called: str
    name: str


Verdicts = Mapping[Entry, KnownVerdict]
"""One that was never checked is left out."""


def entries_list(  # noqa: PLR0913 (each by name)
    id: str,
    entries: Sequence[Entry],
    page: int,
    *,
    accounts: int,
    part: str = "",
    verdict: str = "",
    verdicts: Verdicts | None = None,
    note: str = "",
) -> Message:
    """One page of the budgets of several accounts; `note` says which are missing, "" for none.

    `verdict` is the one that was asked for, "" for all.
    """
    page, shown = page_of(entries, page, PAGE)
    span = span_of(page, len(shown), len(entries))
    title = texts.IN_ACCOUNTS.format(which=which(part, verdict), count=accounts, span=span)
    rows = [_row(entry, verdicts) for entry in shown]
    turn = turning(ListPart("", part, verdict), page, len(entries))
    choices = [_choice(entry, verdicts) for entry in entries]
    return with_picker(id, title, choices, [*rows, *notes(note), *turn])


def notes(*each: str) -> list[Json]:
    """What is said beside a list, each by itself; "" is nothing."""
    return [section(plain(note)) for note in each if note]


def _choice(entry: Entry, verdicts: Verdicts | None) -> Choice:
    last = verdicts.get(entry) if verdicts else None
    return Choice(entry.account, entry.name, entry.called, last.verdict if last else None)


def did_you_mean_any(id: str, name: str, near: Sequence[Entry], note: str) -> Message:
    """No account has such a budget; `near` are the names that come nearest, perhaps none."""
    text = texts.with_near(accounts_texts.NO_BUDGET_ANYWHERE.format(name=name), found=bool(near))
    everything = button(texts.LIST_ALL, "list.page", pack(account="", part="", page=0))
    rows = [_row(entry, None) for entry in near]
    return message(id, text, [section(plain(text)), *rows, *notes(note), actions(everything)])


def which_account(id: str, entries: Sequence[Entry], note: str) -> Message:
    """A budget of this name is in several accounts: one button for each."""
    text = accounts_texts.IN_SEVERAL.format(count=len(entries), name=entries[0].name)
    rows = [[section(plain(entry.called), _check_in(entry))] for entry in entries]
    return message(id, text, fit([section(plain(text))], rows, notes(note), _MORE))


def which_budget(id: str, asked: str, entries: Sequence[Entry], note: str = "") -> Message:
    """The names of these budgets read as what was asked for: one button for each, with what tells
    it from the others.
    """
    text = accounts_texts.ALIKE.format(count=len(entries), name=flat(asked))
    rows = [
        [section(plain(texts.IN.format(name=shown(one.name), account=one.called)), _check_in(one))]
        for one in entries
    ]
    return message(id, text, fit([section(plain(text))], rows, notes(note), _MORE))


def whose_log(id: str, accounts: Sequence[tuple[str, str]], about: str) -> Message:
    """The log is one account's: one button for each account, given by id and title."""
    text = accounts_texts.WHOSE_LOG
    rows = [
        [section(plain(title), button(accounts_texts.SHOW, "log.page", _log_value(account, about)))]
        for account, title in accounts[:MOST_BLOCKS]
    ]
    beyond = len(accounts) - len(rows)
    return message(id, text, fit([section(plain(text))], rows, [], _MORE, beyond))


def _log_value(account: str, about: str) -> str:
    return pack(account=account, about=about, cursor="")


def _row(entry: Entry, verdicts: Verdicts | None) -> Json:
    line = texts.IN.format(name=entry.name, account=entry.called)
    check = check_button(entry.account, entry.name)
    return row(line, check, last=(verdicts or {}).get(entry), of=verdicts)


def _check_in(entry: Entry) -> Json:
    """A screen reader hears the account too, for the rows look alike without."""
    said = accounts_texts.CHECK_IN.format(name=shown(entry.name), account=entry.called)
    label = clip(visible(said), BUTTON)
    return {**check_button(entry.account, entry.name), "accessibility_label": label}
