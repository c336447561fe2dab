"""What is true of every job of one kind, in one row: the front door and the worker go by it.

A row stands beside the class of its kind in this package; the work itself is done by the handler
that a feature has for it (`bot.jobs.registry`).
"""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import Any, Literal, NamedTuple

AskedBy = Literal["person", "anybody", "itself", "nobody"]
"""Whose rights count, and who hears what becomes of it.

`person`: who pressed or typed. `anybody`: the same, or no person at all, where `Place.user` is "":
a mail or another app's post, in a channel of the bot's, which only reads then. `itself`:
budget-check, and the rights behind it are looked up where it matters. `nobody`: AWS told, or a
schedule, and would not tell again: a table that does not answer leaves the job in the queue.
"""
QueueName = Literal["check", "mend", "alerts", "sweep"]
"""So that nobody waits behind somebody else's bulk (docs/architecture.md, "The doors"): `check` is
what people ask, `mend` what may lead to a write, `alerts` what AWS told and what has to be said of
it, `sweep` the round over every budget, and the search of every account.
"""
Needs = Literal["", "tables", "engine", "tickets", "sources"]
"""What a worker must have, or it refuses: the tables, what writes to AWS, a ticket system, the map
of the places where policies are written.
"""
About = Literal["", "answer", "change", "proof"]
"""The record that an act is about, which a refusal of it is logged with; "" for a question.

It is found by the fields of the kind: `answer` (and `fix`), `change`, or `account` and `budget`,
else `proof`.
"""
View = Literal[
    "",
    "details",
    "preview",
    "difference",
    "proof",
    "ticket",
    "ticket text",
    "pull request",
    "snooze",
    "table",
    "log",
    "home",
]
"""What the person looks at meanwhile; its id is the field `view`, but for the App Home."""


class JobKind(NamedTuple):
    """One row. `what` is the class, `view_of` the field that names its view where the job's id
    does not.

    `bulk` is the field that names what a job is one of many of, where no person asked: together
    they take the share of one (`Job.tenant`). `shared`: what the same person asks in the same place
    while the like of it waits is answered by that. `joins`: a read of the same path that runs
    already, for whomever, serves as well; not where somebody asks what is true from now on.
    """

    what: type[Any]
    asked_by: AskedBy = "person"
    queue: QueueName = "check"
    needs: Needs = ""
    about: About = ""
    view: View = ""
    view_of: str = ""
    bulk: str = ""
    shared: bool = False
    joins: bool = False


_ROWS: dict[type[Any], tuple[str, JobKind]] = {}


def kinds(rows: dict[str, JobKind]) -> dict[str, JobKind]:
    """The rows of a file, by the names that travel; `named` finds each by its class from now on."""
    _ROWS.update((row.what, (name, row)) for name, row in rows.items())
    return rows


def named(what: type[Any]) -> tuple[str, JobKind]:
    """The name that travels and the row of this class."""
    return _ROWS[what]


def loaded() -> dict[str, JobKind]:
    """The rows of every file that is loaded, by the names that travel."""
    return dict(_ROWS.values())
