"""A menu of budgets, the worst first, which Slack filters while one types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.core.findings import Status
from bot.core.texts import budget_list as texts
from bot.core.texts.verdict import WORDS
from bot.slack.render.parts import OPTION, Json, actions, context, length, plain
from bot.slack.render.phrase import mrkdwn, phrase
from bot.slack.render.texts import mark
from bot.slack.values import pack

_TEXT = 75
_GROUP = 100
_MOST_GROUPS = 100


@dataclass(frozen=True, slots=True)
class Choice:
    """A budget to choose: `called` is its account, "" where there is one; `last` its verdict, None
    where it was never checked.
    """

    account: str
    name: str
    called: str = ""
    last: Status | None = None


def picker(choices: Sequence[Choice], room: int) -> list[Json]:
    """The menu within `room` characters, and how many are not in it; nothing without a choice.

    A name that is too long for an option's value is in the list alone.
    """
    kept = list(_within((one for one in choices if length(_value(one)) <= OPTION), room))
    groups = [group for _, same in groupby(kept, _label) for group in _groups(list(same))]
    if len(kept) < 2:
        return []
    menu: Json = {
        "type": "static_select",
        "action_id": "budget.pick",
        "placeholder": plain(texts.PICK, _TEXT),
        "option_groups": groups[:_MOST_GROUPS],
    }
    more = [context(mrkdwn(phrase(texts.PICK_MORE, count=len(kept))))]
    return [actions(menu), *(more if len(kept) < len(choices) else ())]


def _within(choices: Iterable[Choice], room: int) -> Iterator[Choice]:
    for one in choices:
        room -= min(length(_text(one)), _TEXT) + 1
        if room < 0:
            return
        yield one


def _groups(choices: Sequence[Choice]) -> Iterator[Json]:
    for n in range(0, len(choices), _GROUP):
        label = _label(choices[0])
        shown = texts.PICKED.format(words=label, first=n + 1) if n else label
        options = [
            {"text": plain(_text(c), _TEXT), "value": _value(c)} for c in choices[n:][:_GROUP]
        ]
        yield {"label": plain(shown, _TEXT), "options": options}


def _label(choice: Choice) -> str:
    last = choice.last
    return f"{mark(last)} {WORDS[last]}" if last else texts.NOT_CHECKED


def _text(choice: Choice) -> str:
    return f"{choice.name} ({choice.called})" if choice.called else choice.name


def _value(choice: Choice) -> str:
    return pack(account=choice.account, budget=choice.name)
