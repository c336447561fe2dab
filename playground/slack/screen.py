"""What a person finds on the screen and types: buttons, inputs that must be filled, commands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from playground.slack.blocks.check import elements_of, flattened
from playground.slack.errors import NothingThereError
from playground.slack.model import Message, View
from playground.slack.mrkdwn import escape
from playground.slack.shapes import JsonObject
from playground.slack.state import Values, chosen, held_under, initial_state
from playground.slack.workspace import Workspace

_CARRIED = ("value", "text", "style", "url", "placeholder")


def escaped(slack: Workspace, text: str) -> str:
    """The text of a slash command as Slack sends it to an app that asks for escaping.

    & < > become entities; the name of a user or public channel becomes <@U...|name>, <#C...|name>.
    """

    def sequence(found: re.Match[str]) -> str:
        sign, name = found.group(1), found.group(2)
        if sign == "@":
            named = (user.id for user in slack.users.values() if user.name == name)
        else:
            named = (room.id for room in slack.channels.values() if room.name == name)
        known = next(named, None)
        return found.group(0) if known is None else f"<{sign}{known}|{name}>"

    return re.sub(r"(?<!\w)([@#])([a-z0-9][a-z0-9_-]*)", sequence, escape(text))


def kept(slack: Workspace, text: str) -> str:
    """What somebody types into a message as Slack keeps it: like a command's, <@U...> unnamed."""
    return re.sub(r"<@(\w+)\|[^>]*>", r"<@\1>", escaped(slack, text))


def action_on(target: Message | View, action_id: str, block_id: str, given: object) -> JsonObject:
    """The entry of `actions` for one press. Raises NothingThereError without such an element."""
    block, element = find_element(target.blocks, action_id, block_id)
    action: JsonObject = {
        "type": element["type"],
        "action_id": action_id,
        "block_id": block["block_id"],
    }
    if element["type"] in {"button", "icon_button", "workflow_button"}:
        return action | {name: element[name] for name in _CARRIED if name in element}
    held = chosen(element, given)
    if "options" in element and held == given:
        raise NothingThereError(f"{action_id} has no option with the value {given!r}")
    return action | {held_under(element): held}


@dataclass(frozen=True)
class Folded:
    """An option of an overflow menu, and where that menu is."""

    menu: str
    block_id: str
    value: str


def folded_on(target: Message | View, action_id: str, block_id: str) -> Folded | None:
    """The option that stands for the button `action_id`: its value begins with that id.

    None where the button itself is there, or neither. Raises NothingThereError for several.
    """
    there = [
        (block["block_id"], element)
        for _, block in flattened(target.blocks, "")
        for _, element in elements_of(block)
        if block_id in {"", block["block_id"]}
    ]
    if any(element["action_id"] == action_id for _, element in there):
        return None
    found = [
        Folded(element["action_id"], where, option["value"])
        for where, element in there
        if element["type"] == "overflow"
        for option in element["options"]
        if option.get("value", "").partition(" ")[0] == action_id
    ]
    if len(found) > 1:
        raise NothingThereError(f"{action_id!r} is there {len(found)} times: name its block_id")
    return found[0] if found else None


def find_element(
    blocks: Sequence[JsonObject], action_id: str, block_id: str = ""
) -> tuple[JsonObject, JsonObject]:
    """The block and element of that action_id; of several, the one in `block_id`."""
    found = [
        (block, element)
        for _, block in flattened(blocks, "")
        for _, element in elements_of(block)
        if element["action_id"] == action_id and block_id in {"", block["block_id"]}
    ]
    if not found:
        there = sorted(
            {e["action_id"] for _, b in flattened(blocks, "") for _, e in elements_of(b)}
        )
        raise NothingThereError(f"no {action_id!r} to press here, only {there}")
    if len(found) > 1:
        raise NothingThereError(f"{action_id!r} is there {len(found)} times: name its block_id")
    return found[0]


def refuse_empty(view: View, entered: Values) -> None:
    """Slack does not send a form with an empty input that is not optional."""
    values = initial_state(view.blocks, entered)
    for block in view.blocks:
        if block["type"] == "input" and not block.get("optional"):
            held = values[block["block_id"]][block["element"]["action_id"]]
            if not any(value for name, value in held.items() if name != "type"):
                raise NothingThereError(f"the input {block['block_id']!r} must be filled in")


def refuse_unknown(view: View, entered: Values) -> None:
    """Nobody can type into an input that is not there."""
    values = initial_state(view.blocks)
    for block_id, actions in entered.items():
        for action_id in actions:
            if action_id not in values.get(block_id, {}):
                raise NothingThereError(f"no input {block_id}/{action_id} in this view")
