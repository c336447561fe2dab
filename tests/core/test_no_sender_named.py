"""No check, no fix and no ticket names a service that publishes: each asks the path's sender."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import bot.core
from bot.core import checks, fixes, tickets
from bot.core.senders import all_senders

ROOMS = (checks, fixes, tickets)
SINGLE = (
    "findings",
    "report",
    "simulate",
    "accounts/organization",
    "subscriptions/filters",
    "texts/hops",
    "texts/summary",
)


def sources() -> Iterator[Path]:
    """What judges a path, plans a fix or drafts a ticket; the hop `budget` is that sender's own."""
    for room in ROOMS:
        yield from (f for f in _files(room) if f.parent.name != "budget")
    yield from (Path(bot.core.__path__[0]) / f"{name}.py" for name in SINGLE)


def _files(room: ModuleType) -> Iterator[Path]:
    yield from sorted(Path(room.__path__[0]).rglob("*.py"))


def words(tree: ast.AST) -> Iterator[str]:
    """Every text, docstrings too, and every name that is imported, called or given."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.FunctionDef):
            yield node.name


DEFAULT = {"findings": ("bot.core.senders.BUDGETS", "BUDGETS")}
"""A report is of a budget until its facts say otherwise, as the facts are."""


@pytest.mark.parametrize(
    "file", [pytest.param(f, id=f"{f.parent.name}/{f.stem}") for f in sources()]
)
def test_no_check_and_no_fix_names_a_sender(file: Path) -> None:
    told = [word for word in words(ast.parse(file.read_text("utf-8"))) if _names_one(word)]
    assert told == [*DEFAULT.get(file.stem, ())]


def _names_one(word: str) -> bool:
    named = (one.title for one in all_senders() if one.id != "sns")
    principals = (p for one in all_senders() if one.id != "sns" for p in one.principals.values())
    return "budgets" in word.lower() or any(n in word for n in (*named, *principals))
