"""The jobs of a check: what is asked for, lists and logs to page through."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind


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


class PostAnswer(NamedTuple):
    """Post the check of a budget at the job's place; `account` is "" where none could be read.

    Where `looking` is 1 a message stands there that says no more than that it is looked at. `over`
    is the mark of another such message, which it takes the place of; "" for none.
    """

    account: str
    budget: str
    note: str = ""
    looking: int = 0
    over: str = ""


class UpdateAnswers(NamedTuple):
    """Check a budget again and bring every answer up to date that still carries buttons.

    `at` is when a change of its path was applied right before, in ISO 8601, "" for none; `mended`
    is the topic to which nothing could be published until then, `change` the id of that change.
    """

    account: str
    budget: str
    at: str = ""
    mended: str = ""
    change: str = ""


What = Command | Pick | Again | Details | ListPage | LogPage | LogSteps | PostAnswer | UpdateAnswers
KINDS = {
    "command": JobKind(Command, shared=True, joins=True),
    "budget.pick": JobKind(Pick, shared=True, joins=True),
    "check.again": JobKind(Again, shared=True),
    "check.details": JobKind(Details, view="details", joins=True),
    "list.page": JobKind(ListPage),
    "log.page": JobKind(LogPage, needs="tables"),
    "log.steps": JobKind(LogSteps, needs="tables", view="log"),
    "answer.post": JobKind(PostAnswer, "itself", "alerts", "tables"),
    "answer.renew": JobKind(UpdateAnswers, "itself", "alerts", "tables"),
}
"""By the name that travels."""
