"""state.values: what the inputs of a view or message hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from playground.slack.blocks.check import elements_of
from playground.slack.shapes import JsonObject

_HELD = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
_LISTS = frozenset({"selected_options", "selected_users", "selected_conversations"})

Values = Mapping[str, Mapping[str, object]]


def initial_state(blocks: Sequence[JsonObject], entered: Values | None = None) -> JsonObject:
    """The values of all inputs by block_id and action_id: as entered, else as the app set them.

    `entered` holds a string for texts and dates, an option's `value` for menus, a list for several.
    """
    values: JsonObject = {}
    for block in blocks:
        for _, element in elements_of(block):
            if element["type"] in _HELD:
                block_id, action_id = block["block_id"], element["action_id"]
                given = (entered or {}).get(block_id, {}).get(action_id)
                values.setdefault(block_id, {})[action_id] = _held(element, given)
    return values


def chosen(element: JsonObject, given: object) -> object:
    """What an element holds after somebody chose `given`: a menu's whole option, else itself."""
    options = [
        *element.get("options", []),
        *(o for group in element.get("option_groups", []) for o in group["options"]),
    ]
    if isinstance(given, list):
        return [chosen(element, each) for each in given]
    return next((option for option in options if option.get("value") == given), given)


def held_under(element: JsonObject) -> str:
    """The name under which a payload shows what an element holds: value, selected_option..."""
    if element["type"] == "overflow":
        return "selected_option"
    return _HELD[element["type"]][0]


def _held(element: JsonObject, given: object) -> JsonObject:
    name, initial = _HELD[element["type"]]
    value = element.get(initial) if given is None else chosen(element, given)
    empty: object = [] if name in _LISTS else None
    return {"type": element["type"], name: empty if value is None else value}
