"""Which tables `serve` uses, and what it says where there are none."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.errors import SettingsError
from bot.settings import Settings
from bot.store.tables import Tables, commands, create_missing, missing

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

USUAL = "budget-check"


def has_tables(settings: Settings) -> bool:
    """Whether there is a place to look for tables: the settings name them, or AWS is embedded."""
    return settings.on_loopback or bool(settings.tables_prefix)


def say_how(say: Callable[[str], None]) -> None:
    """How to make the tables, for whoever has none."""
    say("Without tables budget-check only reads. To let it mend, make them:")
    for line in commands(Tables.prefixed(USUAL)):
        say(f"  {line}")
    say(f"and set TABLES_PREFIX={USUAL}, and MENDERS to who may mend.")


def tables_for(settings: Settings, client: DynamoDBClient) -> Tables:
    """The tables; on an embedded AWS they are made.

    Raises SettingsError where those that are named are not all there, StoreError where AWS does
    not say.
    """
    tables = Tables.prefixed(settings.tables_prefix or USUAL)
    if settings.on_loopback:
        create_missing(client, tables)
        return tables
    gone = missing(client, tables)
    if gone:
        raise SettingsError(
            "TABLES_PREFIX",
            f"is {settings.tables_prefix!r}, and there is no table {', '.join(gone)}: "
            "leave it out, and serve prints how to make them.",
        )
    return tables
