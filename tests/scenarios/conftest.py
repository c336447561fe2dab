"""One embedded AWS with every scenario in it: checked first, then each budget is overspent once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bot.aws.clients import Aws
from bot.aws.gather import read
from bot.aws.sweep import sweep
from bot.core.findings import Report, Status
from bot.core.model.path import Facts
from bot.core.report import judge
from playground.aws.control import Control, Delivery
from playground.aws.process import Running, running
from playground.scenarios.catalog import scenarios
from playground.scenarios.model import Scenario
from playground.scenarios.policies import ACCOUNT
from tests.scenarios.replay import Replay, Request

OVERSPENT = 5000.0


@pytest.fixture(scope="session")
def world() -> Iterator[Running]:
    """The server, every scenario seeded."""
    with running(()) as server:
        yield server


@dataclass(frozen=True)
class Read:
    """What budget-check asked AWS for one scenario, and what it read."""

    calls: tuple[Request, ...]
    facts: Facts


@dataclass(frozen=True)
class Recording:
    """Every scenario read once, before anything is spent; the same can be read again and again."""

    replay: Replay
    aws: Aws
    now: datetime
    reads: Mapping[str, Read]

    def again(self, scenario: Scenario) -> Facts:
        """Read it from what was recorded."""
        with without_a_pause():
            return read(self.aws, ACCOUNT, scenario.budget, self.now)

    def sweep(self) -> Mapping[str, Status]:
        """The verdicts of a sweep of the account, by budget."""
        with without_a_pause():
            page = sweep(self.aws, ACCOUNT, self.now)
        return {one.name: judge(one.facts).verdict for one in page.budgets}


@contextmanager
def without_a_pause() -> Iterator[None]:
    """No read waits for another's turn, nor for its own next try."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.aws.reader._ASIDE", 0.0)
        patch.setattr("bot.aws.sweep_pages.paced._PAUSES", ())
        yield


@pytest.fixture(scope="session")
def recording(world: Running) -> Iterator[Recording]:
    """Its clients are made here, each with the endpoint of the embedded AWS."""
    replay, reads = Replay(), dict[str, Read]()
    with replay.open() as aws:
        made = Recording(replay, aws, datetime.now(UTC), reads)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("AWS_ENDPOINT_URL", world.url)
            for scenario in scenarios():
                replay.asked.clear()
                facts = made.again(scenario)
                reads[scenario.name] = Read(tuple(sorted(replay.asked)), facts)
        yield made


@pytest.fixture(scope="session")
def facts(recording: Recording) -> Mapping[str, Facts]:
    """What budget-check reads of each scenario, before anything is spent."""
    return {name: found.facts for name, found in recording.reads.items()}


@pytest.fixture(scope="session")
def reports(facts: Mapping[str, Facts]) -> Mapping[str, Report]:
    """What it says of each."""
    return {name: judge(found) for name, found in facts.items()}


@pytest.fixture(scope="session")
def deliveries(world: Running, reports: Mapping[str, Report]) -> Mapping[str, list[Delivery]]:
    """What Budgets tried when each budget was overspent, in a period that is over again."""
    return {scenario.name: _overspend(world.control, scenario) for scenario in scenarios()}


def _overspend(control: Control, scenario: Scenario) -> list[Delivery]:
    control.begin_period(ACCOUNT, scenario.budget)
    tried = control.set_spend(ACCOUNT, scenario.budget, OVERSPENT, OVERSPENT)
    control.begin_period(ACCOUNT, scenario.budget)
    control.set_spend(ACCOUNT, scenario.budget, scenario.spent, scenario.forecast, silent=True)
    return tried
