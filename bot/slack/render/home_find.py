"""The way to one budget among many: a menu that Slack narrows while one types, or, where they are
too many for a menu, a field for a part of the name.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.core.texts import home as texts
from bot.slack.render.parts import Json, length, plain, section
from bot.slack.render.phrase import mrkdwn, phrase

GROUP = 100
"""Options of a group, and groups of a menu."""
_OPTION = 75
_VALUE = 150


def finder(budgets: Sequence[tuple[str, str]], find: str, room: int) -> Json:
    """The block. `budgets` are accounts' ids and names, the worst first; `find` was typed last.

    `room` is what the rest of the view leaves, in bytes as slack_sdk sends it.
    """
    options = [_option(account, name) for account, name in budgets]
    fit = len(options) <= GROUP * GROUP and all(length(str(o["value"])) <= _VALUE for o in options)
    if not options or not fit or len(json.dumps(options)) > room:
        return _field(find)
    return section(mrkdwn(phrase(texts.FIND)), _menu(options))


def _menu(options: Sequence[Json]) -> Json:
    groups = [options[n : n + GROUP] for n in range(0, len(options), GROUP)]
    menu: Json = {
        "type": "static_select",
        "action_id": "home.find",
        "placeholder": plain(texts.FIND_HINT),
    }
    if len(groups) == 1:
        return {**menu, "options": list(options)}
    labelled = [
        {"label": plain(f"{n * GROUP + 1} and on", _OPTION), "options": list(group)}
        for n, group in enumerate(groups)
    ]
    return {**menu, "option_groups": labelled}


def _field(find: str) -> Json:
    """Slack tells of what is typed once Enter is pressed."""
    typed: Json = {
        "type": "plain_text_input",
        "action_id": "home.find",
        "max_length": 100,
        "placeholder": plain(texts.TYPE_NAME),
        **({"initial_value": find} if find else {}),
    }
    label = plain(texts.FIND.strip("*"))
    return {"type": "input", "label": label, "element": typed, "dispatch_action": True}


def _option(account: str, name: str) -> Json:
    return {"text": plain(name, _OPTION), "value": f"{account} {name}"}
