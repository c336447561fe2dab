"""The action log, newest first, a page at a time; for one person's eyes.

People are named by <@U...>: in a message that one person sees nobody is notified by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.core.change.log_record import LogRecord
from bot.core.plan import NEW_KEY
from bot.slack.render.message import Message, fit, message
from bot.slack.render.parts import Json, actions, button, clip, context, ours, plain, section
from bot.slack.values import pack

PAGE = 10
_ENTRY = 700
_WHY = 300
_USER = re.compile(r"[UW][A-Z0-9]{2,}")


def log_page(  # noqa: PLR0913 (each by name)
    id: str,
    account: str,
    budget: str,
    records: Sequence[LogRecord],
    *,
    older: str = "",
    first: bool = True,
) -> Message:
    """One page. `budget` "" is the whole account's.

    `older` asks for the next page, "" where this is the last; `first` says that nothing is newer.
    """
    of = f'budget "{budget}" in account {account}' if budget else f"account {account}"
    title = f"What was done through budget-check: {of}"
    if not records:
        title = f"Nothing has been done through budget-check yet: {of}."
    entries = [list(_entry(action, named=not budget)) for action in records]
    turning = list(_turning(account, budget, older, first=first))
    blocks = fit([section(plain(title))], entries, turning, "… {} more on this page.")
    return message(id, title, blocks)


def _entry(action: LogRecord, *, named: bool) -> Iterator[Json]:
    undo = "undo of " if action.undoes else ""
    fix = f": {undo}{action.fix}" if action.fix else ""
    budget = f" ({action.budget})" if named and action.budget else ""
    resource = action.resource.replace(NEW_KEY, "the new key")
    lines = [f"{action.at:%Y-%m-%d %H:%M:%S} UTC  {action.what}{fix}{budget}"]
    lines.append(f"{action.call} on {resource}" if action.call else resource)
    if action.why and action.why != resource:
        lines.append(clip(action.why, _WHY))
    if action.ticket:
        lines.append(f"ticket {action.ticket}")
    yield section(plain(clip("\n".join(line for line in lines if line), _ENTRY)))
    change = [plain(f"change {action.change}")] if action.change else []
    yield context(_who(action.who), *change)


def _who(who: str) -> Json:
    return ours(f"by <@{who}>") if _USER.fullmatch(who) else plain(f"by {who or 'nobody'}")


def _turning(account: str, budget: str, older: str, *, first: bool) -> Iterator[Json]:
    buttons = []
    if not first:
        newest = pack(account=account, budget=budget, cursor="")
        buttons.append(button("Newest", "log.page.first", newest))
    if older:
        value = pack(account=account, budget=budget, cursor=older)
        buttons.append(button("Older", "log.page", value))
    if buttons:
        yield actions(*buttons)
