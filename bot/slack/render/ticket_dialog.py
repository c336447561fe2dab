"""The dialog of a change ticket: in which system, its fields, and why it could not be opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.texts import ticket as words
from bot.core.tickets import Draft
from bot.slack.render.loading_views import (
    ASSIGNEE,
    NOTE,
    SEVERITY,
    SYSTEM,
    TICKET,
    TICKET_TITLE,
    TITLE,
)
from bot.slack.render.parts import Json, actions, button, clip, numbered, plain, section
from bot.slack.render.parts import context as small_print
from bot.slack.render.phrase import rich
from bot.slack.render.ticket import about
from bot.slack.render.views import modal

LONGEST_NOTE = 1000
LONGEST_TITLE = 250
LONGEST_ASSIGNEE = 100
_LONGEST_LABEL = 75


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person typed into the dialog; an empty title or severity is the draft's own."""

    title: str = ""
    note: str = ""
    severity: str = ""
    assignee: str = ""


@dataclass(frozen=True, slots=True)
class OfferedSystems:
    """The ticket systems by name with their titles, the one that is chosen, and what labels its
    field for who gets the ticket, "" for a system without one.
    """

    titles: Mapping[str, str]
    chosen: str
    assignee: str = ""


@dataclass(frozen=True, slots=True)
class TicketDialog:
    """What the dialog shows. `value` is that of the button which it was opened with.

    `trouble` says why the ticket was not opened; `again` whether the same again can help.
    """

    made: Draft
    systems: OfferedSystems
    value: str
    typed: Typed = Typed()
    trouble: str = ""
    again: bool = False


def ticket_view(shown: TicketDialog, id: str, metadata: str) -> Json:
    """The fields, and a button that shows the text."""
    submit = words.AGAIN if shown.again else words.SUBMIT
    blocks = list(_blocks(shown))
    view = modal(TICKET, TICKET_TITLE, blocks, id, submit=submit, metadata=metadata)
    return {**view, "blocks": [_steady(block) for block in numbered(blocks, id)]}


def _steady(block: Json) -> Json:
    """An input by a name of its own: Slack keeps what is typed while another system is drawn."""
    element = block.get("element")
    return {**block, "block_id": element["action_id"]} if isinstance(element, dict) else block


def _blocks(shown: TicketDialog) -> Iterator[Json]:
    made, typed, systems = shown.made, shown.typed, shown.systems
    if shown.trouble:
        yield section(plain(words.NOT_OPENED.format(why=shown.trouble)))
    yield rich(about(made.budget, made.cause))
    if len(systems.titles) > 1:
        select = _select(SYSTEM, systems.titles, systems.chosen)
        yield {**_input(words.SYSTEM, select), "dispatch_action": True}
    yield _input(words.TITLE, _text(TITLE, typed.title or made.title, LONGEST_TITLE))
    severity = typed.severity if typed.severity in words.SEVERITIES else made.severity
    yield _input(words.SEVERITY, _select(SEVERITY, words.SEVERITIES, severity))
    if systems.assignee:
        text = _text(f"{ASSIGNEE}{systems.chosen}", typed.assignee, LONGEST_ASSIGNEE)
        yield {**_input(clip(systems.assignee, 2000), text), "optional": True}
    note: Json = {**_text(NOTE, typed.note, LONGEST_NOTE), "multiline": True}
    yield {**_input(words.NOTE, note), "optional": True, "hint": plain(words.NOTE_HINT)}
    yield actions(button(words.SHOW_TEXT, "ticket.text", shown.value))
    where = systems.titles[systems.chosen]
    yield small_print(plain(words.WHERE.format(system=where)))


def _input(label: str, element: Json) -> Json:
    return {"type": "input", "label": plain(label), "element": element}


def _text(action: str, typed: str, longest: int) -> Json:
    element: Json = {"type": "plain_text_input", "action_id": action, "max_length": longest}
    return {**element, "initial_value": clip(typed, longest)} if typed else element


def _select(action: str, titles: Mapping[str, str], chosen: str) -> Json:
    made = {
        value: {"text": plain(title, _LONGEST_LABEL), "value": value}
        for value, title in titles.items()
    }
    return {
        "type": "static_select",
        "action_id": action,
        "options": list(made.values()),
        "initial_option": made[chosen],
    }
