"""The row of filters of the App Home: by verdict, account and cause; and Refresh."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.findings import Status
from bot.core.senders import BUDGETS
from bot.core.texts.accounts import LEFT_OUT
from bot.core.texts.summary import summary
from bot.core.texts.verdict import WORDS
from bot.core.texts.words import capital
from bot.slack.render.parts import Json, actions, button, ours, plain, section
from bot.slack.render.texts import mark

VERDICTS = (Status.BROKEN, Status.UNKNOWN, Status.AT_RISK)
"""Those that have a cause."""
MOST_ACCOUNTS = 300
"""Beside the longest names more could be too much for a view (250 KB)."""
_MOST_CAUSES = 99
_OPTION = 75
_GROUP = 100
_ALL = "all"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is chosen, "" for all; the accounts to choose from, id and title, and the codes."""

    verdict: str
    account: str
    accounts: Sequence[tuple[str, str]]
    cause: str = ""
    causes: Sequence[str] = ()


def filters(chosen: Filters) -> Iterator[Json]:
    """The row; where there is but one there is nothing to choose from."""
    kinds = [_option(f"{mark(one)} {capital(WORDS[one])}", one.value) for one in VERDICTS]
    row = [_select("home.only.verdict", "Any verdict", kinds, chosen.verdict)]
    if len(chosen.accounts) > 1:
        shown = [_option(title, id) for id, title in chosen.accounts[:MOST_ACCOUNTS]]
        row.append(_select("home.only.account", "All accounts", shown, chosen.account))
    if len(chosen.causes) > 1:
        codes = chosen.causes[:_MOST_CAUSES]
        shown = [_option(capital(summary(code, BUDGETS)), code) for code in codes]
        row.append(_select("home.only.cause", "Any cause", shown, chosen.cause))
    yield actions(*row, button("Refresh", "home.refresh", "home"))
    left_out = len(chosen.accounts) - MOST_ACCOUNTS
    if left_out > 0:
        yield section(ours(LEFT_OUT.format(count=left_out)))


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
