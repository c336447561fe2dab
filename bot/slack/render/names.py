"""Lists of budgets, each with a button that checks it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.slack.render.message import Message, message
from bot.slack.render.parts import BUTTON, Json, actions, button, clip, ours, plain, section
from bot.slack.values import pack

PAGE = 15


def name_list(
    id: str, account: str, names: Sequence[str], *, part: str = "", page: int = 0
) -> Message:
    """One page of `names`, which are all the budgets or those whose names contain `part`.

    A page that is not there any more becomes the last one.
    """
    pages = max(1, -(-len(names) // PAGE))
    page = min(max(page, 0), pages - 1)
    start = page * PAGE
    shown = names[start : start + PAGE]
    which = f'Budgets with "{part}" in their name' if part else "Budgets"
    where = f"account {account}: {start + 1} to {start + len(shown)} of {len(names)}"
    if not names:
        where = f"account {account}: none"
    title = f"{which} in {where}"
    blocks = [section(plain(title)), *_rows(account, shown), *_turning(account, part, page, pages)]
    return message(id, title, blocks)


def did_you_mean(id: str, account: str, name: str, near: Sequence[str]) -> Message:
    """There is no such budget; `near` are the names that come nearest, perhaps none."""
    title = f'There is no budget "{name}" in account {account}.'
    text = f"{title} Did you mean one of these?" if near else f"{title} No name comes near it."
    everything = button("List all budgets", "list.page", pack(account=account, part="", page=0))
    return message(id, text, [section(plain(text)), *_rows(account, near), actions(everything)])


def _rows(account: str, names: Sequence[str]) -> list[Json]:
    return [section(plain(name), _check(account, name)) for name in names]


def _check(account: str, name: str) -> Json:
    """The button of a row; a screen reader hears the name too, for the rows look alike without."""
    value = pack(account=account, budget=name)
    label = clip(f"Check {name}", BUTTON)
    return {**button("Check", "budget.pick", value), "accessibility_label": label}


def _turning(account: str, part: str, page: int, pages: int) -> list[Json]:
    """The buttons for other pages; their ids differ, for they share a block."""
    targets = (("Previous", "list.page.previous", page - 1), ("Next", "list.page", page + 1))
    buttons = [
        button(text, action, pack(account=account, part=part, page=target))
        for text, action, target in targets
        if 0 <= target < pages
    ]
    count = section(ours(f"Page {page + 1} of {pages}"))
    return [count, actions(*buttons)] if buttons else []
