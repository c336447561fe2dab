"""Composition objects: texts, options, confirmation dialogs, rich text (docs/facts.md 7)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from playground.slack.blocks.rules import (
    Rule,
    anything,
    array,
    at,
    boolean,
    by_type,
    choice,
    fields,
    integer,
    not_both,
    one_of,
    string,
    where,
)
from playground.slack.blocks.rules import every as all_of
from playground.slack.shapes import JsonObject


def plain(longest: int) -> Rule:
    """A plain_text object. Where Slack wants one, mrkdwn is refused."""
    return by_type({"plain_text": fields({"text": string(longest)}, {"emoji": boolean})})


def markdown(longest: int) -> Rule:
    """A mrkdwn object."""
    return by_type({"mrkdwn": fields({"text": string(longest)}, {"verbatim": boolean})})


def text(longest: int) -> Rule:
    """A text object of either kind."""
    return by_type(
        {
            "plain_text": fields({"text": string(longest)}, {"emoji": boolean}),
            "mrkdwn": fields({"text": string(longest)}, {"verbatim": boolean}),
        }
    )


def url(longest: int = 3000) -> Rule:
    """An absolute URL."""

    def rule(value: object, pointer: str) -> Iterator[str]:
        yield from string(longest)(value, pointer)
        if isinstance(value, str) and value and not re.match(r"[a-zA-Z][\w+.-]*:\S+$", value):
            yield at("invalid url", pointer)

    return rule


STYLE = choice("primary", "danger")

CONFIRM = fields(
    {"text": text(300)},
    {"title": plain(100), "confirm": plain(30), "deny": plain(30), "style": STYLE},
)

SLACK_FILE = all_of(fields({}, {"id": string(255), "url": url()}), one_of("id", "url"))

DISPATCH = fields(
    {"trigger_actions_on": array(choice("on_enter_pressed", "on_character_entered"), 2)}
)


def option(label: Rule, *, with_url: bool = False) -> Rule:
    """An option of a menu. Only overflow menus take a `url`."""
    return fields(
        {"text": label, "value": string(150)},
        {"description": plain(75), **({"url": url()} if with_url else {})},
    )


OPTIONS = array(option(plain(75)), 100)
OPTION_GROUPS = array(fields({"label": plain(75), "options": OPTIONS}), 100)


def _is_offered(element: JsonObject) -> bool:
    groups = [g for g in _list(element, "option_groups") if isinstance(g, dict)]
    options = [o for holder in (element, *groups) for o in _list(holder, "options")]
    wanted = [element["initial_option"]] if "initial_option" in element else []
    return all(option in options for option in (*wanted, *_list(element, "initial_options")))


def _list(value: JsonObject, name: str) -> list[object]:
    found = value.get(name)
    return found if isinstance(found, list) else []


INITIAL = where(_is_offered, "initial option must be one of the options")
MENU = all_of(one_of("options", "option_groups"), not_both("options", "option_groups"))

_WORDS = fields(
    {},
    dict.fromkeys(("bold", "italic", "strike", "code", "highlight", "underline"), boolean),
)


def _rich(**required: Rule) -> Rule:
    return fields(required, {"style": _WORDS, "unsafe": boolean, "skin_tone": integer(1, 6)})


_RICH_ELEMENT = by_type(
    {
        "text": _rich(text=string(12_000)),
        "link": fields(
            {"url": url()}, {"text": string(12_000), "style": _WORDS, "unsafe": boolean}
        ),
        "emoji": fields(
            {"name": string(255)}, {"unicode": string(255), "style": _WORDS, "skin_tone": anything}
        ),
        "user": _rich(user_id=string(255)),
        "usergroup": _rich(usergroup_id=string(255)),
        "channel": _rich(channel_id=string(255)),
        "team": _rich(team_id=string(255)),
        "broadcast": _rich(range=choice("here", "channel", "everyone")),
        "color": _rich(value=string(255)),
        "date": fields(
            {"timestamp": anything, "format": string(255)},
            {"url": url(), "fallback": string(3000), "style": _WORDS},
        ),
    }
)
_RICH_SECTION = fields({"elements": array(_RICH_ELEMENT, 1000, 0)})
_RICH_QUOTED = fields(
    {"elements": array(_RICH_ELEMENT, 1000, 0)},
    {"border": integer(0, 1), "language": string(255)},
)
_RICH_LIST = fields(
    {
        "elements": array(by_type({"rich_text_section": _RICH_SECTION}), 1000, 0),
        "style": choice("bullet", "ordered"),
    },
    {"indent": integer(0, 8), "offset": integer(0, 10_000), "border": integer(0, 1)},
)
RICH_TEXT_PARTS = by_type(
    {
        "rich_text_section": _RICH_SECTION,
        "rich_text_list": _RICH_LIST,
        "rich_text_preformatted": _RICH_QUOTED,
        "rich_text_quote": _RICH_QUOTED,
    }
)


@functools.cache
def rich_text_object() -> Rule:
    """A rich_text block inside of something else."""
    return by_type(
        {"rich_text": fields({"elements": array(RICH_TEXT_PARTS, 1000)}, {"block_id": string(255)})}
    )
