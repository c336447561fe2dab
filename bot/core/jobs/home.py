"""The jobs of the App Home: draw it, check from it, list every budget, and write them to a file."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


class Home(NamedTuple):
    """Draw somebody's App Home: a page of the causes, counted from 0.

    `verdict` is a status, `account` an id, `cause` a code, each "" for all. `hash` is that of the
    view that they saw, "" for none: what was published since is not to be lost. `shown` is the
    budget that has a place of its own, its account's id and a blank before its name, under the row
    `at` (-1: above them all); `find` is a part of a name to look for.
    """

    page: int
    verdict: str
    account: str
    hash: str
    cause: str = ""
    shown: str = ""
    at: int = -1
    find: str = ""


class HomeCheck(NamedTuple):
    """The button Check of a budget in the App Home, under the row `at`; `home` is what it showed,
    as its metadata has it.
    """

    account: str
    budget: str
    hash: str
    at: int = -1
    home: str = ""


class ListBudgets(NamedTuple):
    """A page of every budget in a modal, by `sort`: a word of `bot.core.texts.home.SORTS`.

    `account` is an id, "" for all; `code` and `resource` are a cause, "" for any.
    """

    sort: str
    page: int
    account: str
    code: str
    resource: str
    view: str


class ExportBudgets(NamedTuple):
    """Every budget as a CSV file, for who asked. `home` and `hash` as in HomeCheck."""

    home: str
    hash: str


What = Home | HomeCheck | ListBudgets | ExportBudgets
KINDS = kinds(
    {
        "home.show": JobKind(Home, view="home"),
        "home.check": JobKind(HomeCheck, view="home"),
        "home.budgets": JobKind(ListBudgets, needs="tables", view="table"),
        "home.export": JobKind(ExportBudgets, needs="tables", view="home"),
    }
)
"""By the name that travels."""
