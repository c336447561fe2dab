"""The jobs of a snooze that people press; one whose time is over has `snooze_ends`."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


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


What = AskSnooze | SetSnooze | Wake
KINDS = kinds(
    {
        "snooze.new": JobKind(AskSnooze, needs="tables", view="snooze"),
        "snooze.set": JobKind(SetSnooze, needs="tables", view="snooze"),
        "snooze.wake": JobKind(Wake, needs="tables"),
    }
)
"""By the name that travels."""
