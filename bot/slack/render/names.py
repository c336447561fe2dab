"""Lists of budgets, each with a button that checks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.findings import Status
from bot.core.texts.visible import visible
from bot.slack.render.message import Message, message
from bot.slack.render.parts import BUTTON, Json, actions, button, clip, ours, plain, section
from bot.slack.render.texts import marked
from bot.slack.values import pack

PAGE = 15


@dataclass(frozen=True, slots=True)
class KnownVerdict:
    """What the last check of a budget said; `code` is its leading finding's, "" for none."""

    verdict: Status
    code: str
    at: datetime


Verdicts = Mapping[str, KnownVerdict]
"""By the budget's name; one that was never checked is left out."""


def page_of(names: Sequence[str], page: int) -> tuple[int, Sequence[str]]:
    """The names on a page, and its number: one that is not there any more becomes the last."""
    page = min(max(page, 0), max(1, -(-len(names) // PAGE)) - 1)
    return page, names[page * PAGE : (page + 1) * PAGE]


def name_list(  # noqa: PLR0913 (each by name)
    id: str,
    account: str,
    names: Sequence[str],
    *,
    part: str = "",
    page: int = 0,
    verdicts: Verdicts | None = None,
) -> Message:
    """One page of `names`, which are all the budgets or those whose names contain `part`.

    `verdicts` None shows none; a page that is not there any more becomes the last one.
    """
    pages = max(1, -(-len(names) // PAGE))
    page, shown = page_of(names, page)
    start = page * PAGE
    which = f'Budgets with "{part}" in their name' if part else "Budgets"
    where = f"account {account}: {start + 1} to {start + len(shown)} of {len(names)}"
    if not names:
        where = f"account {account}: none"
    title = f"{which} in {where}"
    rows = _rows(account, shown, verdicts)
    blocks = [section(plain(title)), *rows, *turning(account, part, page, pages)]
    return message(id, title, blocks)


def did_you_mean(id: str, account: str, name: str, near: Sequence[str]) -> Message:
    """There is no such budget; `near` are the names that come nearest, perhaps none."""
    title = f'There is no budget "{name}" in account {account}.'
    text = f"{title} Did you mean one of these?" if near else f"{title} No name comes near it."
    everything = button("List all budgets", "list.page", pack(account=account, part="", page=0))
    return message(id, text, [section(plain(text)), *_rows(account, near), actions(everything)])


def _rows(account: str, names: Sequence[str], verdicts: Verdicts | None = None) -> list[Json]:
    lines = {name: _line(name, verdicts) for name in names}
    return [section(plain(line), check_button(account, name)) for name, line in lines.items()]


def _line(name: str, verdicts: Verdicts | None) -> str:
    if verdicts is None:
        return name
    return f"{name}\n{last_verdict(verdicts.get(name))}"


def last_verdict(last: KnownVerdict | None) -> str:
    """What the last check said, in a line."""
    if last is None:
        return "not checked yet"
    code = f" ({last.code})" if last.code else ""
    return f"{marked(last.verdict)}{code}, checked {last.at:%Y-%m-%d %H:%M} UTC"


def check_button(account: str, name: str) -> Json:
    """The button of a row; a screen reader hears the name too, for the rows look alike without."""
    value = pack(account=account, budget=name)
    label = clip(visible(f"Check {name}"), BUTTON)
    return {**button("Check", "budget.pick", value), "accessibility_label": label}


def turning(account: str, part: str, page: int, pages: int) -> list[Json]:
    """The buttons for other pages; their ids differ, for they share a block."""
    targets = (("Previous", "list.page.previous", page - 1), ("Next", "list.page", page + 1))
    buttons = [
        button(text, action, pack(account=account, part=part, page=target))
        for text, action, target in targets
        if 0 <= target < pages
    ]
    count = section(ours(f"Page {page + 1} of {pages}"))
    return [count, actions(*buttons)] if buttons else []
