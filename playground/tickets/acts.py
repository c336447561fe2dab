"""What people do with what was opened, by its kind: close, merge, approve."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playground.tickets.jira import Status
from playground.tickets.opened import Opened, opened
from playground.tickets.servicenow import State

if TYPE_CHECKING:
    from playground.tickets.tickets import Tickets

Do = Callable[["Tickets", str], object]


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done, by the words on its button."""

    title: str
    do: Do


def acts_of(one: Opened) -> Mapping[str, Act]:
    """What can be done with it now, by the id of the act."""
    return _ACTS[one.system, one.kind] if one.open else {}


def act(tickets: Tickets, system: str, id: str, name: str) -> None:
    """Let somebody do it. ValueError, in words, where it cannot be done."""
    with tickets.lock:
        for one in opened(tickets):
            if (one.system, one.id) == (system, id):
                known = acts_of(one)
                if name not in known:
                    raise ValueError(f"{id} is {one.state}: nobody can {name!r} it.")
                known[name].do(tickets, id)
                tickets.touch()
                return
    raise ValueError(f"There is no {id} in {system}.")


def _issue(reason: str) -> Do:
    def do(tickets: Tickets, id: str) -> None:
        repository, _, number = id.partition("#")
        tickets.github.close(repository, int(number), reason)

    return do


def _merge(tickets: Tickets, id: str) -> None:
    repository, _, number = id.partition("#")
    tickets.github.merge(repository, int(number))


def _jira(status: Status, resolution: str = "") -> Do:
    return lambda tickets, id: tickets.jira.move(id, status, resolution)


def _change(state: State) -> Do:
    return lambda tickets, id: tickets.servicenow.move(id, state)


_ACTS: Mapping[tuple[str, str], Mapping[str, Act]] = {
    ("github", "issue"): {
        "close": Act("Close as completed", _issue("completed")),
        "decline": Act("Close as not planned", _issue("not_planned")),
    },
    ("github", "pull request"): {
        "merge": Act("Merge", _merge),
        "close": Act("Close", _issue("completed")),
    },
    ("jira", "issue"): {
        "begin": Act("Begin", _jira(Status.IN_PROGRESS)),
        "close": Act("Done", _jira(Status.DONE, "Done")),
        "decline": Act("Won't do", _jira(Status.DECLINED, "Won't Do")),
    },
    ("servicenow", "change"): {
        "approve": Act("Approve", lambda tickets, id: tickets.servicenow.approve(id)),
        "reject": Act("Reject", lambda tickets, id: tickets.servicenow.reject(id)),
        "begin": Act("Implement", _change(State.IMPLEMENT)),
        "close": Act("Close", _change(State.CLOSED)),
        "decline": Act("Cancel", _change(State.CANCELED)),
    },
}
