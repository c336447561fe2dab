"""Interactive elements and images, each with its properties and limits (docs/facts.md 7)."""

from __future__ import annotations

from playground.slack.blocks.objects import (
    CONFIRM,
    DISPATCH,
    INITIAL,
    MENU,
    OPTION_GROUPS,
    OPTIONS,
    SLACK_FILE,
    STYLE,
    option,
    plain,
    rich_text_object,
    text,
    url,
)
from playground.slack.blocks.rules import (
    Rule,
    array,
    boolean,
    choice,
    every,
    fields,
    integer,
    not_both,
    one_of,
    string,
)

_ID: dict[str, Rule] = {"action_id": string(255)}
_ASKING: dict[str, Rule] = {**_ID, "confirm": CONFIRM}
_FOCUS: dict[str, Rule] = {"focus_on_load": boolean}
_SELECT: dict[str, Rule] = {**_ASKING, **_FOCUS, "placeholder": plain(150)}
_TYPED: dict[str, Rule] = {
    **_ID,
    **_FOCUS,
    "placeholder": plain(150),
    "dispatch_action_config": DISPATCH,
}
_MANY: dict[str, Rule] = {"max_selected_items": integer(1, 100)}
_LIST: dict[str, Rule] = {"options": OPTIONS, "option_groups": OPTION_GROUPS}
_NAMES = array(string(255), 100)
_FILTER = fields(
    {},
    {
        "include": array(choice("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
_CHOSEN = option(plain(75))
_TICK = option(text(75))
_HERE: dict[str, Rule] = {"default_to_current_conversation": boolean, "filter": _FILTER}
_RESPOND: dict[str, Rule] = {"response_url_enabled": boolean}
_TRIGGER = fields(
    {"url": url()},
    {
        "customizable_input_parameters": array(
            fields({"name": string(255), "value": string(255)}), 50
        )
    },
)

BUTTON = fields(
    {"text": plain(75)},
    {
        **_ASKING,
        "value": string(2000, 0),
        "url": url(),
        "style": STYLE,
        "accessibility_label": string(75),
    },
)
IMAGE = every(
    fields({"alt_text": string(2000)}, {"image_url": url(), "slack_file": SLACK_FILE}),
    one_of("image_url", "slack_file"),
    not_both("image_url", "slack_file"),
)

SELECTS: dict[str, Rule] = {
    "static_select": every(
        fields({}, {**_SELECT, **_LIST, "initial_option": _CHOSEN}), MENU, INITIAL
    ),
    "multi_static_select": every(
        fields({}, {**_SELECT, **_LIST, **_MANY, "initial_options": OPTIONS}), MENU, INITIAL
    ),
    "external_select": fields(
        {}, {**_SELECT, "initial_option": _CHOSEN, "min_query_length": integer(0, 100)}
    ),
    "multi_external_select": fields(
        {}, {**_SELECT, **_MANY, "initial_options": OPTIONS, "min_query_length": integer(0, 100)}
    ),
    "users_select": fields({}, {**_SELECT, "initial_user": string(255)}),
    "multi_users_select": fields({}, {**_SELECT, **_MANY, "initial_users": _NAMES}),
    "conversations_select": fields(
        {}, {**_SELECT, **_HERE, **_RESPOND, "initial_conversation": string(255)}
    ),
    "multi_conversations_select": fields(
        {}, {**_SELECT, **_HERE, **_MANY, "initial_conversations": _NAMES}
    ),
    "channels_select": fields({}, {**_SELECT, **_RESPOND, "initial_channel": string(255)}),
    "multi_channels_select": fields({}, {**_SELECT, **_MANY, "initial_channels": _NAMES}),
}
PICKERS: dict[str, Rule] = {
    "checkboxes": every(
        fields(
            {"options": array(_TICK, 10)},
            {**_ASKING, **_FOCUS, "initial_options": array(_TICK, 10)},
        ),
        INITIAL,
    ),
    "radio_buttons": every(
        fields({"options": array(_TICK, 10)}, {**_ASKING, **_FOCUS, "initial_option": _TICK}),
        INITIAL,
    ),
    "datepicker": fields({}, {**_SELECT, "initial_date": string(10, 10)}),
    "timepicker": fields({}, {**_SELECT, "initial_time": string(5, 5), "timezone": string(255)}),
    "datetimepicker": fields(
        {}, {**_ASKING, **_FOCUS, "initial_date_time": integer(1_000_000_000, 9_999_999_999)}
    ),
}
INPUTS: dict[str, Rule] = {
    "plain_text_input": fields(
        {},
        {
            **_TYPED,
            "initial_value": string(3000, 0),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
    ),
    "email_text_input": fields({}, {**_TYPED, "initial_value": string(3000, 0)}),
    "url_text_input": fields({}, {**_TYPED, "initial_value": string(3000, 0)}),
    "number_input": fields(
        {"is_decimal_allowed": boolean},
        {
            **_TYPED,
            "initial_value": string(255, 0),
            "min_value": string(255),
            "max_value": string(255),
        },
    ),
    "rich_text_input": fields(
        {},
        {
            **_TYPED,
            "initial_value": rich_text_object(),
            "min_lines": integer(1, 100),
            "max_lines": integer(1, 100),
        },
    ),
    "file_input": fields(
        {}, {**_ID, "filetypes": array(string(255), 100), "max_files": integer(1, 10)}
    ),
}
OVERFLOW = fields({"options": array(option(plain(75), with_url=True), 5)}, _ASKING)
WORKFLOW_BUTTON = fields(
    {"text": plain(75), "workflow": fields({"trigger": _TRIGGER})},
    {**_ASKING, "style": STYLE, "accessibility_label": string(75)},
)
_FEEDBACK = fields({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75)})
CONTEXT_ACTIONS: dict[str, Rule] = {
    "feedback_buttons": fields({"positive_button": _FEEDBACK, "negative_button": _FEEDBACK}, _ID),
    "icon_button": fields(
        {"icon": string(255), "text": plain(75)},
        {
            **_ASKING,
            "value": string(2000),
            "accessibility_label": string(75),
            "visible_to_user_ids": array(string(255), 100),
        },
    ),
}

PRESSED: dict[str, Rule] = {
    "button": BUTTON,
    "overflow": OVERFLOW,
    "workflow_button": WORKFLOW_BUTTON,
}
IN_ACTIONS: dict[str, Rule] = {
    **PRESSED,
    **SELECTS,
    **PICKERS,
    "rich_text_input": INPUTS["rich_text_input"],
}
IN_SECTION: dict[str, Rule] = {**PRESSED, **SELECTS, **PICKERS, "image": IMAGE}
IN_INPUT: dict[str, Rule] = {**SELECTS, **PICKERS, **INPUTS}
INTERACTIVE = frozenset({*IN_ACTIONS, *IN_INPUT, *CONTEXT_ACTIONS})
