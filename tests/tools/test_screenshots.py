"""Every message, dialog and Home that is drawn has its pictures, and the page shows each."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

from bot.slack import render
from tools.screenshots.pictured import LEFT_OUT, PICTURED
from tools.screenshots.samples import samples

DOCS = Path(__file__).parents[2] / "docs"
FOLDER = DOCS / "pictures" / "messages"
PAGE = (DOCS / "messages.md").read_text("utf-8")
LOOKS = ("light", "dark", "phone")
MESSAGES = {"Message", "AnyView"}
_VIEW = re.compile(r"_(view|loading|working)$")
NAMES = sorted({name for names in PICTURED.values() for name in names})


def drawn() -> set[str]:
    """Each public function of the room that draws a message or a whole view."""
    found = set()
    for one in pkgutil.iter_modules(render.__path__):
        module = importlib.import_module(f"{render.__name__}.{one.name}")
        for name, made in inspect.getmembers(module, inspect.isfunction):
            own = made.__module__ == module.__name__ and not name.startswith("_")
            if own and (made.__annotations__.get("return") in MESSAGES or _VIEW.search(name)):
                found.add(f"{one.name}.{name}")
    return found


def test_each_renderer_has_a_picture_or_a_reason() -> None:
    assert drawn() == {*PICTURED, *LEFT_OUT}
    assert set(PICTURED) & set(LEFT_OUT) == set()
    assert all(PICTURED.values()) and all(LEFT_OUT.values())


@pytest.mark.parametrize("name", NAMES)
def test_each_picture_is_there_and_shown(name: str) -> None:
    for look in LOOKS:
        path = FOLDER / f"{name}-{look}.png"
        assert path.exists() and f"pictures/messages/{path.name}" in PAGE, path.name


def test_no_picture_is_left_over() -> None:
    there = {path.name for path in FOLDER.glob("*.png")}
    assert there == {f"{name}-{look}.png" for name in NAMES for look in LOOKS}


def test_each_sample_is_a_picture() -> None:
    assert set(samples()) <= set(NAMES)
