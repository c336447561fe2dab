"""Where it is told: the routes' own resolver alone knows which channel is for the rest."""

from __future__ import annotations

import ast
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from bot.core.accounts.directory import Account, Directory
from bot.core.routes import Destination, Route, account_route, routes_of
from bot.jobs.context import Context
from bot.jobs.routes import account_destination

ROOT = Path(__file__).parents[2]
RESOLVER = ROOT / "bot/jobs/routes.py"


def test_nobody_that_tells_something_reads_the_channel_for_the_rest() -> None:
    rooms = ("bot/features", "bot/jobs", "bot/worker", "bot/events")
    files = [one for room in rooms for one in (ROOT / room).rglob("*.py")]
    assert RESOLVER in files
    readers = [one for one in files if _reads(one, "alerts_channel")]
    assert readers == [RESOLVER], "ask bot.jobs.routes for the destination"


def _reads(file: Path, setting: str) -> bool:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return any(isinstance(one, ast.Attribute) and one.attr == setting for one in ast.walk(tree))


@pytest.mark.parametrize(
    ("name", "channel"),
    [("prod", "C0ONE"), ("222222222222", "C0REST"), ("2222-2222-2222", "C0REST")],
)
def test_an_account_that_is_called_by_anothers_id_goes_not_where_that_one_does(
    name: str, channel: str
) -> None:
    rules = "account:prod -> C0ONE; account:2222* -> C0TWO"
    member = Account("3" * 12, name, listed=True)
    context = SimpleNamespace(
        settings=SimpleNamespace(routes=routes_of(rules), alerts_channel="C0REST"),
        reader=SimpleNamespace(directory=lambda: Directory(Account("1" * 12), (member,))),
    )
    assert account_destination(cast("Context", context), member.id) == Destination(channel)


@pytest.mark.parametrize(
    ("rules", "channel"),
    [
        ("account:1111* -> C0ONE", "C0ONE"),
        ("account:prod -> C0ONE", "C0ONE"),
        ("name:* -> C0TWO; account:prod -> C0ONE", "C0ONE"),
        ("name:* -> C0TWO", ""),
        ("tag:team=* -> C0TWO", ""),
        ("account:2* -> C0TWO", ""),
    ],
)
def test_what_is_about_no_budget_goes_by_its_account_alone(rules: str, channel: str) -> None:
    found: tuple[Route, ...] = routes_of(rules)
    to = account_route(found, ("1" * 12, "prod"))
    assert to == (Destination(channel) if channel else None)
