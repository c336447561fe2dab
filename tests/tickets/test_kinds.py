"""Ticket systems are found by the names of their files, and every place names them all."""

from __future__ import annotations

from pathlib import Path

import pytest

import bot.tickets
from bot.core.model.read import Cause, ReadFailed
from bot.errors import SettingsError
from bot.tickets import (
    TicketKind,
    TicketPorts,
    kind_named,
    kinds,
    made_ready,
    strange_settings,
)

ROOT = Path(__file__).resolve().parents[2]
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
        assert all(name.islower() for name in kind.secret)
        assert not {name.upper() for name in kind.secret} & set(kind.settings)


def test_a_name_that_there_is_not() -> None:
    with pytest.raises(SettingsError, match=r"TICKETS is 'paper'; it can be: .*opsitem"):
        kind_named("paper")


@pytest.mark.parametrize("name", sorted(kinds()))
def test_the_page_about_tickets_names_each_with_its_settings_and_its_secret(name: str) -> None:
    page = (ROOT / "docs" / "tickets.md").read_text("utf-8")
    kind = kinds()[name]
    assert f"`{name}`" in page and kind.title in page
    wanted = [f"`{name.upper()}_{one}`" for one in kind.settings]
    wanted += [f'"{member}"' for member in kind.secret]
    assert [one for one in wanted if one not in page] == []


@pytest.mark.parametrize("name", sorted(kinds()))
def test_the_readme_and_the_example_name_each(name: str) -> None:
    assert f"`{name}`" in (ROOT / "README.md").read_text("utf-8")
    example = (ROOT / "deploy" / "example.env").read_text("utf-8")
    settings = [f"{name.upper()}_{one}=" for one in kinds()[name].settings]
    assert [one for one in settings if f"#{one}" not in example] == []


def _paper(secret: tuple[str, ...]) -> TicketKind:
    return TicketKind("Paper", (), ("SIZE",), _never, secret)


def _never(_ports: TicketPorts) -> bot.tickets.TicketSystem:
    raise SettingsError("PAPER_SIZE", "is missing.")


def _nobody(account: str) -> ReadFailed:
    return ReadFailed("", account, Cause.UNREACHABLE)


def test_a_system_with_a_secret_says_which_setting_tells_where_it_stands() -> None:
    with pytest.raises(SettingsError, match=r"^TICKETS_SECRET_PARAMETER is missing: Paper needs"):
        made_ready([("paper", _paper(("token",)))], lambda _: TicketPorts(_nobody), "")
    with pytest.raises(SettingsError, match=r"^PAPER_SIZE is missing"):
        made_ready([("paper", _paper(("token",)))], lambda _: TicketPorts(_nobody), "/tickets")


def test_systems_stand_in_the_order_of_the_setting() -> None:
    chosen = [(name, kind_named(name)) for name in ("opsitem",)]
    ready = made_ready(chosen, lambda _: TicketPorts(_nobody), "")
    assert [(one.name, one.kind) for one in ready.values()] == chosen


def test_a_secret_in_the_environment_is_told_where_it_belongs() -> None:
    said = dict(
        strange_settings("paper", _paper(("token",)), {"TOKEN": "x", "SIZ": "A4", "SIZE": "A5"})
    )
    assert said == {
        "PAPER_TOKEN": "must not stand in the environment: it belongs into "
        "TICKETS_SECRET_PARAMETER.",
        "PAPER_SIZ": "is no setting of Paper.",
    }
