"""One embedded AWS with every scenario in it: checked first, then each budget is overspent once."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import boto3
import pytest

from bot.aws.clients import Aws
from bot.aws.gather import read
from bot.core.findings import Report
from bot.core.model import Facts
from bot.core.report import judge
from playground.aws.control import Control, Delivery
from playground.aws.process import Running, running
from playground.scenarios.catalog import scenarios
from playground.scenarios.model import Scenario
from playground.scenarios.policies import ACCOUNT

OVERSPENT = 5000.0


@pytest.fixture(scope="session")
def world() -> Iterator[Running]:
    """The server, every scenario seeded."""
    with running(()) as server:
        yield server


@pytest.fixture(scope="session")
def facts(world: Running) -> Mapping[str, Facts]:
    """What budget-check reads of each scenario, before anything is spent."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", world.url)
        # The faulty ones first: waiting out a throttled call takes longer than all the others.
        queue = sorted(scenarios(), key=lambda scenario: not scenario.faults)
        with _aws() as shared, ThreadPoolExecutor(4) as threads:
            found = threads.map(lambda scenario: _read(scenario, shared), queue)
            return {s.name: facts for s, facts in zip(queue, found, strict=True)}


@pytest.fixture(scope="session")
def reports(facts: Mapping[str, Facts]) -> Mapping[str, Report]:
    """What it says of each."""
    return {name: judge(found) for name, found in facts.items()}


def _aws() -> Aws:
    return Aws(
        boto3.Session(
            aws_access_key_id=ACCOUNT, aws_secret_access_key="test", region_name="us-east-1"
        )
    )


def _read(scenario: Scenario, shared: Aws) -> Facts:
    now = datetime.now(UTC)
    if not scenario.faults:
        return read(shared, ACCOUNT, scenario.budget, now)
    # A throttled client slows down by itself; the others must not wait for it.
    with _aws() as own:
        return read(own, ACCOUNT, scenario.budget, now)


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
