"""The store's tables in the embedded AWS, and things to keep in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.store.budget_names import BudgetNames
from bot.store.changes import Changes
from bot.store.leases import Leases
from bot.store.log import Log
from bot.store.sweeps import Sweeps
from bot.store.tables import Tables
from bot.store.verdicts import Verdicts
from tests.conftest import EmbeddedAws

TABLES = Tables.prefixed("budget-check")


@dataclass
class Store:
    """Everything of the store on one client; `lines` is what was emitted."""

    client: Any
    lines: list[Mapping[str, object]] = field(default_factory=list)
    pauses: list[float] = field(default_factory=list)

    @property
    def changes(self) -> Changes:
        return Changes(self.client, TABLES, self.lines.append, pause=self.pauses.append)

    @property
    def leases(self) -> Leases:
        return Leases(self.client, TABLES, pause=self.pauses.append)

    @property
    def log(self) -> Log:
        return Log(self.client, TABLES, self.lines.append)

    @property
    def verdicts(self) -> Verdicts:
        return Verdicts(self.client, TABLES, pause=self.pauses.append)

    @property
    def budget_names(self) -> BudgetNames:
        return BudgetNames(self.client, TABLES)

    @property
    def sweeps(self) -> Sweeps:
        return Sweeps(self.client, TABLES, pause=self.pauses.append)


@pytest.fixture
def store(embedded_aws: EmbeddedAws) -> Store:
    """Fresh tables."""
    embedded_aws.tables(TABLES)
    return Store(embedded_aws.client("dynamodb"))
