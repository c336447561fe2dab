"""The row of filters of the App Home: by verdict, by account; and the button that draws it anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.findings import Status
from bot.slack.render.parts import Json, actions, button, ours, plain, section
from bot.slack.render.texts import marked

UNCHECKED = "unchecked"
"""The filter for what was never checked, beside the statuses."""
VERDICTS = (*(status.value for status in reversed(Status)), UNCHECKED)
MOST_ACCOUNTS = 400
"""Beside the longest names more could be too much for a view (250 KB)."""
_OPTION = 75
_GROUP = 100
_ALL = "all"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is chosen, "" for all, and the accounts to choose from: id and title."""

    verdict: str
    account: str
    accounts: Sequence[tuple[str, str]]


def word_of(kind: str) -> str:
    """A status with its mark, or that there is none."""
    return "not checked yet" if kind == UNCHECKED else marked(Status(kind))


def filters(chosen: Filters) -> Iterator[Json]:
    """The row; with one account there is nothing to choose from."""
    kinds = [_option(word_of(kind), kind) for kind in VERDICTS]
    row = [_select("home.only.verdict", "Any verdict", kinds, chosen.verdict)]
    left_out = len(chosen.accounts) - MOST_ACCOUNTS
    if len(chosen.accounts) > 1:
        shown = [_option(title, id) for id, title in chosen.accounts[:MOST_ACCOUNTS]]
        row.append(_select("home.only.account", "All accounts", shown, chosen.account))
    yield actions(*row, button("Refresh", "home.refresh", "home"))
    if left_out > 0:
        yield section(ours(f"{left_out} more accounts are in the list, though not in this menu."))


def _select(action: str, everything: str, options: Sequence[Json], chosen: str) -> Json:
    """A menu. Slack takes a hundred options; more go into groups of a hundred."""
    every = [_option(everything, _ALL), *options]
    initial = next((one for one in every if one["value"] == chosen), every[0])
    groups = [every[n : n + _GROUP] for n in range(0, len(every), _GROUP)]
    many: Json = {
        "option_groups": [
            {"label": plain(f"{n * _GROUP + 1} and on", _OPTION), "options": group}
            for n, group in enumerate(groups)
        ]
    }
    few: Json = {"options": every}
    return {
        "type": "static_select",
        "action_id": action,
        "placeholder": plain(everything, _OPTION),
        "initial_option": initial,
        **(few if len(groups) == 1 else many),
    }


def _option(text: str, value: str) -> Json:
    return {"text": plain(text, _OPTION), "value": value}
