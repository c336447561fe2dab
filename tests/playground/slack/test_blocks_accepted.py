"""What Slack takes is taken, each at its limit; and no JSON at all makes the checker stumble."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.slack.blocks import check_blocks, check_view
from tests.playground.slack.shapes import (
    SERIES,
    actions,
    button,
    chart,
    home,
    modal,
    mrkdwn,
    option,
    plain,
    question,
    section,
)

CONFIRM = {
    "title": plain("x" * 100),
    "text": mrkdwn("x" * 300),
    "confirm": plain("x" * 30),
    "deny": plain("x" * 30),
    "style": "danger",
}
IMAGE = {"type": "image", "alt_text": "a", "image_url": "https://example.com/a.png"}
RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "text", "text": "a", "style": {"bold": True}},
                {"type": "link", "url": "https://example.com"},
            ],
        },
        {
            "type": "rich_text_preformatted",
            "elements": [{"type": "text", "text": "{}"}],
            "border": 0,
        },
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}
            ],
        },
    ],
}
CARD = {"type": "card", "title": mrkdwn(), "actions": [button()]}
TASK = {"type": "task_card", "task_id": "t", "title": "T", "status": "complete", "details": RICH}

MESSAGES: dict[str, list[Any]] = {
    "no blocks": [],
    "50 blocks": [section()] * 50,
    "a section at its limits": [
        section("x" * 3000, block_id="b" * 255, accessory=button(value="v" * 2000), expand=True)
    ],
    "fields": [{"type": "section", "fields": [mrkdwn("x" * 2000)] * 10}],
    "verbatim": [{"type": "section", "text": {**mrkdwn(), "verbatim": True}}],
    "header": [{"type": "header", "text": {**plain("x" * 150), "emoji": True}, "level": 2}],
    "context": [{"type": "context", "elements": [mrkdwn()] * 9 + [IMAGE]}],
    "25 actions": [actions(*(button(f"a{n}", style="primary") for n in range(25)))],
    "one action_id in two blocks": [actions(button("a")), actions(button("a"))],
    "a button at its limits": [
        actions(button("a" * 255, text=plain("x" * 75), confirm=CONFIRM, url="https://e.com"))
    ],
    "menus": [
        actions(
            {"type": "overflow", "action_id": "o", "options": [option("v" * 150, "x" * 75)] * 5},
            {
                "type": "static_select",
                "action_id": "s",
                "placeholder": plain(),
                "options": [option(str(n)) for n in range(100)],
                "initial_option": option("7"),
            },
            {"type": "users_select", "action_id": "u"},
            {"type": "datepicker", "action_id": "d", "initial_date": "2026-11-23"},
        )
    ],
    "image": [{**IMAGE, "title": plain()}],
    "rich text": [RICH],
    "divider": [{"type": "divider"}],
    "table": [
        {
            "type": "table",
            "rows": [[{"type": "raw_text", "text": "c"}, RICH]] * 100,
            "column_settings": [{"align": "right", "is_wrapped": True}],
        }
    ],
    "data table": [
        {
            "type": "data_table",
            "caption": "c",
            "rows": [[{"type": "raw_text", "text": "Sum"}]]
            + [[{"type": "raw_number", "value": 1, "text": "1"}]] * 100,
        }
    ],
    "charts": [chart(), {**chart(), "chart": {"type": "pie", "segments": SERIES["data"]}}],
    "markdown": [{"type": "markdown", "text": "x" * 12_000}],
    "container": [
        {
            "type": "container",
            "title": plain(),
            "is_collapsible": True,
            "default_collapsed": True,
            "child_blocks": [section(), actions(button())],
        }
    ],
    "cards": [CARD, {"type": "carousel", "elements": [CARD]}],
    "plan": [TASK, {"type": "plan", "title": "P", "tasks": [TASK]}],
    "input": [question()],
}

VIEWS: dict[str, Any] = {
    "a modal at its limits": modal(
        *[section()] * 100,
        title=plain("x" * 24),
        submit=plain("x" * 24),
        close=plain("x" * 24),
        private_metadata="x" * 3000,
        callback_id="x" * 255,
        external_id="e",
        notify_on_close=True,
        clear_on_close=True,
    ),
    "an input with submit": modal(question(), submit=plain()),
    "no submit without input": modal(section()),
    "an alert in a modal": modal({"type": "alert", "text": plain("x" * 200)}),
    "home": home(section(), actions(button())),
    "all inputs": modal(
        *(
            question({"type": kind, "action_id": "a", **more}, block_id=kind)
            for kind, more in (
                ("plain_text_input", {"multiline": True, "max_length": 3000}),
                ("email_text_input", {}),
                ("url_text_input", {}),
                ("number_input", {"is_decimal_allowed": False}),
                ("checkboxes", {"options": [option()]}),
                ("radio_buttons", {"options": [option(description=plain())]}),
                ("multi_users_select", {"max_selected_items": 3}),
                ("timepicker", {"initial_time": "12:00"}),
                ("datetimepicker", {}),
                ("file_input", {"max_files": 1}),
            )
        ),
        submit=plain(),
    ),
}


@pytest.mark.parametrize("blocks", MESSAGES.values(), ids=MESSAGES)
def test_a_message_that_slack_takes(blocks: list[Any]) -> None:
    assert check_blocks(blocks) == []


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_a_view_that_slack_takes(view: Any) -> None:
    assert check_view(view) == []


_SCRAPS = st.sampled_from(
    [
        "section",
        "actions",
        "button",
        "mrkdwn",
        "input",
        "table",
        "data_table",
        "modal",
        "static_select",
        "overflow",
    ]
)
_KEYS = st.sampled_from(
    [
        "type",
        "text",
        "elements",
        "block_id",
        "accessory",
        "element",
        "rows",
        "blocks",
        "fields",
        "options",
        "option_groups",
        "initial_option",
        "initial_options",
    ]
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _SCRAPS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(_JSON)
def test_any_json_is_taken_or_refused(value: Any) -> None:
    assert all(isinstance(problem, str) for problem in check_blocks([value]) + check_view(value))
