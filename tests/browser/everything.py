"""Everything that Slack takes in one message, each kind of block and control; and a modal."""

from __future__ import annotations

from typing import Any

AT = 1_767_323_040
"""2026-01-02 03:04 UTC."""
DATE = "{date_short_pretty} at {time}"


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _section(text: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"type": "section", "text": text, **more}


def _rich(text: str) -> dict[str, Any]:
    part = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [part]}


def _button(text: str, action: str, **more: object) -> dict[str, Any]:
    return {"type": "button", "text": _plain(text), "action_id": action, "value": "v", **more}


def _pieces() -> dict[str, Any]:
    """What rich text names: a time, a person, a group, a link, code."""
    at = {"type": "date", "timestamp": AT, "format": DATE}
    pieces = [
        {**at, "fallback": "2026-01-02 03:04 UTC"},
        {"type": "user", "user_id": "U0MENDER"},
        {"type": "usergroup", "usergroup_id": "S0MENDERS"},
        {"type": "link", "url": "https://console.example/topic", "text": "the topic"},
        {"type": "text", "text": "kms:Decrypt", "style": {"code": True}},
    ]
    return {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "ordered",
                "elements": [
                    {"type": "rich_text_section", "elements": [piece]} for piece in pieces
                ],
            }
        ],
    }


_OPTIONS = [{"text": _plain(text), "value": text.lower()} for text in ("A", "B")]
_CONFIRM = {
    "title": _plain("Sure?"),
    "text": _plain("It cannot be undone."),
    "confirm": _plain("Do it"),
    "deny": _plain("Rather not"),
}
_CARD = {"type": "card", "title": _mrkdwn("Card"), "body": _mrkdwn("Its body")}
_IMAGE = {"type": "image", "image_url": "https://pictures.example/a.png", "alt_text": "a chart"}
_CELLS = [[{"type": "raw_text", "text": text} for text in row] for row in ("ab", "cd")]
EVERYTHING: list[dict[str, Any]] = [
    {"type": "header", "text": _plain("# *Heading* <@U0MENDER>")},
    _section(_plain("*plain* <@U0MENDER> &lt; :smile:\n# second line")),
    _section(_mrkdwn("*bold* _italic_ ~gone~ `code` <@U0MENDER> &lt;!channel&gt; escaped")),
    {"type": "section", "fields": [_mrkdwn("*One*\n1"), _plain("Two")]},
    {"type": "divider"},
    {"type": "context", "elements": [_mrkdwn(f"<!date^{AT}^{DATE}|2026-01-02 03:04 UTC>")]},
    {"type": "context", "elements": [_plain("small"), _mrkdwn("<https://a.example|link>"), _IMAGE]},
    _IMAGE,
    _rich("rich"),
    _pieces(),
    {"type": "markdown", "text": "## Title\n\n- one\n- two"},
    {"type": "table", "rows": _CELLS},
    {"type": "data_table", "caption": "Data", "rows": _CELLS},
    _CARD,
    {"type": "carousel", "elements": [_CARD, _CARD]},
    {"type": "container", "title": _plain("Container"), "child_blocks": [{"type": "divider"}]},
    {
        "type": "container",
        "title": _plain("Folded"),
        "is_collapsible": True,
        "default_collapsed": True,
        "child_blocks": [_section(_plain("evidence"))],
    },
    {
        "type": "data_visualization",
        "title": "Spend",
        "chart": {
            "type": "bar",
            "series": [
                {
                    "name": "Spent",
                    "data": [{"label": "prod", "value": 4}, {"label": "dev", "value": 1}],
                }
            ],
            "axis_config": {"categories": ["prod", "dev"], "y_label": "USD"},
        },
    },
    {"type": "task_card", "task_id": "t", "title": "Task", "status": "complete"},
    {"type": "plan", "title": "Plan"},
    {
        "type": "video",
        "alt_text": "a film",
        "title": _plain("Film"),
        "thumbnail_url": "https://pictures.example/a.png",
        "video_url": "https://films.example/a",
    },
    {
        "type": "actions",
        "elements": [
            _button("Push", "push"),
            _button("Sure", "sure", style="danger", confirm=_CONFIRM),
            {"type": "static_select", "action_id": "pick", "options": _OPTIONS},
            {
                "type": "static_select",
                "action_id": "grouped",
                "option_groups": [{"label": _plain("Group"), "options": _OPTIONS}],
            },
            {"type": "users_select", "action_id": "person"},
            {"type": "overflow", "action_id": "more", "options": _OPTIONS},
            {"type": "datepicker", "action_id": "day"},
            {"type": "radio_buttons", "action_id": "one", "options": _OPTIONS},
            {
                "type": "checkboxes",
                "action_id": "some",
                "options": _OPTIONS,
                "initial_options": _OPTIONS[:1],
            },
        ],
    },
]
MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "tests.modal",
    "title": _plain("A modal"),
    "submit": _plain("Send it"),
    "blocks": [
        {
            "type": "input",
            "block_id": "why",
            "label": _plain("Why"),
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
        {
            "type": "input",
            "block_id": "which",
            "label": _plain("Which"),
            "optional": True,
            "element": {"type": "static_select", "action_id": "one", "options": _OPTIONS},
        },
    ],
}
"""A modal with an input that must be filled in and one that need not."""
