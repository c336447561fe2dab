"""Ticket systems are found by the names of their files."""

from __future__ import annotations

from pathlib import Path

import pytest

import bot.tickets
from bot.errors import SettingsError
from bot.tickets import kind_named, kinds

FILES = sorted(
    file.stem
    for file in Path(bot.tickets.__file__).parent.glob("*.py")
    if not file.name.startswith("_")
)


def test_one_file_for_each_and_no_list() -> None:
    assert sorted(kinds()) == FILES
    for kind in kinds().values():
        assert kind.title
        assert all(":" in action for action in kind.actions)
        assert all(name.isupper() for name in kind.settings)


def test_a_name_that_there_is_not() -> None:
    with pytest.raises(SettingsError, match=r"TICKETS is 'paper'; it can be: .*opsitem"):
        kind_named("paper")
