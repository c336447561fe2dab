"""The jobs of a snooze: asked for, set, ended by a person or by its time, and told again."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind


class AskSnooze(NamedTuple):
    """The button Snooze of a budget: ask how long, and why. `whole` is 1 where the button stands
    for every budget of its cause; `view` is the loading view's id, empty where none opened. `home`
    is what the App Home showed where it was pressed there, as its metadata has it, "" elsewhere.
    """

    account: str
    budget: str
    whole: int = 0
    view: str = ""
    home: str = ""


class SetSnooze(NamedTuple):
    """A snooze that was submitted. `code` and `resource` are the cause that the person saw.

    `span` is one of `bot.core.snooze.SPANS`, `until` seconds since 1970 where a moment was chosen
    instead, 0 for none. `home` as in AskSnooze.
    """

    account: str
    budget: str
    whole: int
    code: str
    resource: str
    span: str
    until: int
    reason: str
    view: str
    home: str = ""


class Wake(NamedTuple):
    """The button Wake; `snooze` is the id of its cause, `home` as in AskSnooze."""

    snooze: str
    home: str = ""


class EndSnoozes(NamedTuple):
    """End those whose time has come."""


class TellAgain(NamedTuple):
    """Say that a budget still does not alert, though it is snoozed no more: `note` says how that
    came, `asked_by` whose snooze it was.
    """

    account: str
    budget: str
    note: str
    asked_by: str


What = AskSnooze | SetSnooze | Wake | EndSnoozes | TellAgain
KINDS = {
    "snooze.new": JobKind(AskSnooze, needs="tables", view="snooze"),
    "snooze.set": JobKind(SetSnooze, needs="tables", view="snooze"),
    "snooze.wake": JobKind(Wake, needs="tables"),
    "snooze.due": JobKind(EndSnoozes, "nobody", "alerts", "tables"),
    "snooze.over": JobKind(TellAgain, "nobody", "alerts", "tables"),
}
"""By the name that travels."""
