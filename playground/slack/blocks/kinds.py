"""The kinds of blocks, and on which surface each is allowed (docs/facts.md 7)."""

from __future__ import annotations

from playground.slack.blocks.charts import CHART
from playground.slack.blocks.elements import (
    BUTTON,
    CONTEXT_ACTIONS,
    IMAGE,
    IN_ACTIONS,
    IN_INPUT,
    IN_SECTION,
)
from playground.slack.blocks.objects import (
    RICH_TEXT_PARTS,
    SLACK_FILE,
    markdown,
    plain,
    rich_text_object,
    text,
    url,
)
from playground.slack.blocks.rules import (
    Rule,
    anything,
    array,
    boolean,
    by_type,
    choice,
    every,
    fields,
    integer,
    not_both,
    one_of,
    string,
    where,
)
from playground.slack.shapes import JsonObject

_BLOCK: dict[str, Rule] = {"block_id": string(255)}


def _block(required: dict[str, Rule], optional: dict[str, Rule] | None = None) -> Rule:
    return fields(required, {**_BLOCK, **(optional or {})})


_CELL = by_type(
    {
        "raw_text": fields({"text": string(3000)}),
        "raw_number": fields({"text": string(3000), "value": anything}),
        "rich_text": fields({"elements": array(RICH_TEXT_PARTS, 1000)}, _BLOCK),
    }
)
_ROWS = array(array(_CELL, 20), 100)
_COLUMN = fields({}, {"align": choice("left", "center", "right"), "is_wrapped": boolean})
_RICH = rich_text_object()
_PICTURE = by_type({"image": IMAGE})


def _rows(block: JsonObject) -> list[list[JsonObject]]:
    rows = block.get("rows")
    return [row for row in rows if isinstance(row, list)] if isinstance(rows, list) else []


def _even(block: JsonObject) -> bool:
    return len({len(row) for row in _rows(block)}) <= 1


def _plain_header(block: JsonObject) -> bool:
    cells = _rows(block)[:1]
    return all(not isinstance(c, dict) or c.get("type") != "rich_text" for r in cells for c in r)


SECTION = every(
    _block(
        {},
        {
            "text": text(3000),
            "fields": array(text(2000), 10),
            "accessory": by_type(IN_SECTION),
            "expand": boolean,
        },
    ),
    one_of("text", "fields"),
)
CARD = every(
    _block(
        {},
        {
            "hero_image": _PICTURE,
            "icon": _PICTURE,
            "title": markdown(150),
            "subtitle": markdown(150),
            "body": markdown(200),
            "actions": array(by_type({"button": BUTTON}), 3),
        },
    ),
    one_of("hero_image", "title", "actions", "body"),
)
TASK_CARD = _block(
    {
        "task_id": string(255),
        "title": string(255),
        "status": choice("pending", "in_progress", "complete", "error"),
    },
    {
        "details": _RICH,
        "output": _RICH,
        "sources": array(by_type({"url": fields({"url": url(), "text": string(255)})}), 100),
    },
)

COMMON: dict[str, Rule] = {
    "section": SECTION,
    "divider": _block({}),
    "header": _block({"text": plain(150)}, {"level": integer(1, 4)}),
    "context": _block(
        {
            "elements": array(
                by_type(
                    {
                        "image": IMAGE,
                        "plain_text": fields({"text": string(3000)}, {"emoji": boolean}),
                        "mrkdwn": fields({"text": string(3000)}, {"verbatim": boolean}),
                    }
                ),
                10,
            )
        }
    ),
    "actions": _block({"elements": array(by_type(IN_ACTIONS), 25)}),
    "image": every(
        _block(
            {"alt_text": string(2000)},
            {"image_url": url(), "slack_file": SLACK_FILE, "title": plain(2000)},
        ),
        one_of("image_url", "slack_file"),
        not_both("image_url", "slack_file"),
    ),
    "input": _block(
        {"label": plain(2000), "element": by_type(IN_INPUT)},
        {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": _block({"elements": array(RICH_TEXT_PARTS, 1000)}),
    "video": _block(
        {"alt_text": string(2000), "title": plain(200), "thumbnail_url": url(), "video_url": url()},
        {
            "author_name": string(50),
            "description": plain(200),
            "provider_icon_url": url(),
            "provider_name": string(255),
            "title_url": url(),
        },
    ),
}
MESSAGE_ONLY: dict[str, Rule] = {
    "markdown": _block({"text": string(12_000)}),
    "table": _block({"rows": _ROWS}, {"column_settings": array(_COLUMN, 20, 0)}),
    "data_table": every(
        _block(
            {"rows": array(array(_CELL, 20), 101, 2), "caption": string(255)},
            {"page_size": integer(1, 100), "row_header_column_index": integer(0, 19)},
        ),
        where(_even, "all rows must have the same number of cells"),
        where(_plain_header, "rich_text cannot be used in the header row"),
    ),
    "data_visualization": _block({"title": string(50), "chart": CHART}),
    "file": _block({"external_id": string(255), "source": choice("remote")}),
    "context_actions": _block({"elements": array(by_type(CONTEXT_ACTIONS), 5)}),
    "card": CARD,
    "carousel": _block({"elements": array(by_type({"card": CARD}), 10)}),
    "task_card": TASK_CARD,
    "plan": _block(
        {"title": string(255)}, {"tasks": array(by_type({"task_card": TASK_CARD}), 50, 0)}
    ),
}
_IN_CONTAINER = by_type(
    {**COMMON, "table": MESSAGE_ONLY["table"], "file": MESSAGE_ONLY["file"]},
)
CONTAINER = every(
    _block(
        {"child_blocks": array(_IN_CONTAINER, 10)},
        {
            "title": plain(150),
            "rich_text_title": _RICH,
            "subtitle": text(150),
            "width": choice("narrow", "standard", "wide", "full"),
            "icon": _PICTURE,
            "is_collapsible": boolean,
            "default_collapsed": boolean,
            "has_header_divider": boolean,
        },
    ),
    one_of("title", "rich_text_title"),
    where(
        lambda block: not (block.get("is_collapsible") and block.get("has_header_divider")),
        "has_header_divider cannot be set when is_collapsible is true",
    ),
)
ALERT = _block(
    {"text": text(200)}, {"level": choice("default", "info", "warning", "error", "success")}
)

SURFACES: dict[str, dict[str, Rule]] = {
    "message": {**COMMON, **MESSAGE_ONLY, "container": CONTAINER},
    "modal": {**COMMON, "alert": ALERT},
    "home": COMMON,
}
NEWER = frozenset(
    {
        "alert",
        "card",
        "carousel",
        "container",
        "data_table",
        "data_visualization",
        "plan",
        "table",
        "task_card",
    }
)
"""What a workspace that the rollout has not reached refuses (docs/facts.md 7)."""
