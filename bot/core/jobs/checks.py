"""The jobs of a check: what is asked for, lists and logs to page through."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


class Command(NamedTuple):
    """`/budget-check` with its text as Slack sent it."""

    text: str


class Pick(NamedTuple):
    """A budget chosen from a list of names."""

    account: str
    budget: str


class Again(NamedTuple):
    """The button Check again; `ts` is the answer's, empty where the answer is ephemeral."""

    account: str
    budget: str
    ts: str = ""


class Details(NamedTuple):
    """The button Details; `view` is the loading view's id, empty where none opened."""

    account: str
    budget: str
    view: str = ""


class ListPage(NamedTuple):
    """Another page of a list of budgets whose names contain `part`; pages count from 0.

    `verdict` is the one that was asked for, "" for all. Where `exact` is 1 their names read as
    `part` does.
    """

    account: str
    part: str
    page: int
    verdict: str = ""
    exact: int = 0


class LogPage(NamedTuple):
    """Another page of the action log; `about` is what was typed behind the word, `cursor` the
    store's. Where `own` is 1 it is a message of its own, for who asked, and turns no page.
    """

    account: str
    about: str
    cursor: str
    own: int = 0


class LogSteps(NamedTuple):
    """Every record of one change, or of one proof, in a view."""

    account: str
    change: str
    view: str = ""


class ShowBudgets(NamedTuple):
    """The button of a post about many budgets that lists them: a page, counted from 0. `view` is
    the loading view's id, "" where none opened.
    """

    notice: str
    page: int
    view: str = ""


What = Command | Pick | Again | Details | ListPage | LogPage | LogSteps | ShowBudgets
KINDS = kinds(
    {
        "command": JobKind(Command, shared=True, joins=True),
        "budget.pick": JobKind(Pick, shared=True, joins=True),
        "check.again": JobKind(Again, shared=True),
        "check.details": JobKind(Details, view="details", joins=True),
        "list.page": JobKind(ListPage),
        "log.page": JobKind(LogPage, needs="tables"),
        "log.steps": JobKind(LogSteps, needs="tables", view="log"),
        "watch.budgets": JobKind(ShowBudgets, needs="tables", view="details"),
    }
)
"""By the name that travels."""
