"""Lists of budgets, each with a button that checks it, and a menu of them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.core.findings import Status
from bot.core.senders import BUDGETS
from bot.core.texts import budget_list as texts
from bot.core.texts.summary import summary
from bot.core.texts.verdict import WORDS
from bot.core.texts.visible import brief, visible
from bot.slack.render.message import MOST_CHARACTERS, Message, message
from bot.slack.render.pages import page_of, pages_of, turn_buttons
from bot.slack.render.parts import BUTTON, Json, actions, button, clip, ours, plain, section, total
from bot.slack.render.phrase import mrkdwn, phrase
from bot.slack.render.picker import Choice, picker
from bot.slack.render.texts import mark
from bot.slack.values import pack

PAGE = 15
_FIELD = 2000
_SPARE = 500
"""Characters for the labels of a menu's groups, and for what it does not hold."""


@dataclass(frozen=True, slots=True)
class KnownVerdict:
    """What the last check of a budget said; `code` is its leading finding's, "" for none."""

    verdict: Status
    code: str
    at: datetime


Verdicts = Mapping[str, KnownVerdict]
"""By the budget's name; one that was never checked is left out."""


def name_list(  # noqa: PLR0913 (each by name)
    id: str,
    account: str,
    names: Sequence[str],
    *,
    part: str = "",
    page: int = 0,
    verdict: str = "",
    verdicts: Verdicts | None = None,
    called: str = "",
) -> Message:
    """One page of `names`, which are all the budgets or those whose names contain `part`.

    `verdict` is the one that was asked for, "" for all; `called` what people call the account.
    `verdicts` None shows none; a page that is not there any more becomes the last one.
    """
    page, shown = page_of(names, page, PAGE)
    span = span_of(page, len(shown), len(names))
    named = called or account
    title = texts.IN_ACCOUNT.format(which=which(part, verdict), account=named, span=span)
    rows = _rows(account, shown, verdicts)
    turn = turning(ListPart(account, part, verdict), page, len(names))
    choices = [Choice(account, one, last=_status(verdicts, one)) for one in names]
    return with_picker(id, title, choices, [*rows, *turn])


def which(part: str, verdict: str) -> str:
    """Which budgets a list holds."""
    found = texts.WHICH.get(verdict, texts.WHICH[""])
    return texts.WITH_PART.format(which=found, part=part) if part else found


def span_of(page: int, shown: int, count: int) -> str:
    """Which of all are on a page."""
    first = page * PAGE + 1
    return (
        texts.SPAN.format(first=first, last=page * PAGE + shown, count=count)
        if count
        else texts.NONE
    )


def with_picker(id: str, title: str, choices: Sequence[Choice], blocks: Sequence[Json]) -> Message:
    """A list: its title, a menu of all that there is room for, and its blocks."""
    head = section(plain(title))
    room = MOST_CHARACTERS - total([head, *blocks]) - _SPARE
    return message(id, title, [head, *picker(choices, room), *blocks])


def _status(verdicts: Verdicts | None, name: str) -> Status | None:
    last = verdicts.get(name) if verdicts else None
    return last.verdict if last else None


def did_you_mean(id: str, account: str, name: str, near: Sequence[str]) -> Message:
    """There is no such budget; `near` are the names that come nearest, perhaps none."""
    none = texts.NO_SUCH.format(name=name, account=account)
    text = texts.with_near(none, found=bool(near))
    everything = button(texts.LIST_ALL, "list.page", pack(account=account, part="", page=0))
    return message(id, text, [section(plain(text)), *_rows(account, near), actions(everything)])


def _rows(account: str, names: Sequence[str], verdicts: Verdicts | None = None) -> list[Json]:
    return [
        row(name, check_button(account, name), last=(verdicts or {}).get(name), of=verdicts)
        for name in names
    ]


def row(line: str, accessory: Json, *, last: KnownVerdict | None, of: object) -> Json:
    """A budget with its button, and beside its name the last verdict; none where `of` is None."""
    line = brief(line)
    if of is None:
        return section(plain(line), accessory)
    return {
        "type": "section",
        "fields": [plain(line, _FIELD), last_verdict(last)],
        "accessory": accessory,
    }


def last_verdict(last: KnownVerdict | None) -> Json:
    """What the last check said, in words."""
    if last is None:
        return plain(texts.NOT_CHECKED)
    words = {"mark": mark(last.verdict), "words": WORDS[last.verdict]}
    if last.verdict is Status.OK or not last.code:
        return mrkdwn(phrase(texts.LAST_SOUND, **words, at=last.at))
    return mrkdwn(phrase(texts.LAST, **words, why=summary(last.code, BUDGETS), at=last.at))


def check_button(account: str, name: str) -> Json:
    """The button of a row; a screen reader hears the name too, for the rows look alike without."""
    value = pack(account=account, budget=name)
    label = clip(visible(f"Check {name}"), BUTTON)
    return {**button("Check", "budget.pick", value), "accessibility_label": label}


class ListPart(NamedTuple):
    """Which list turns its page; `account` is "" for every account's. Where `exact` is 1 it is of
    the names that read as `part` does.
    """

    account: str
    part: str = ""
    verdict: str = ""
    exact: int = 0


def turning(of: ListPart, page: int, count: int) -> list[Json]:
    """Which page it is, and the buttons for the others; nothing where there is one."""
    pages = pages_of(count, PAGE)
    more = page + 1 < pages
    buttons = turn_buttons("list.page.previous", "list.page", page, more=more, **of._asdict())
    where = texts.PAGE_OF.format(page=page + 1, pages=pages)
    return [section(ours(where)), actions(*buttons)] if buttons else []
