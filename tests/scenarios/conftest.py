"""One embedded AWS with every scenario in it: checked first, then every budget is overspent."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import boto3
import pytest

from bot.aws.clients import Aws
from bot.aws.gather import read
from bot.core.findings import Report
from bot.core.report import judge
from playground.aws.control import Delivery
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
def reports(world: Running) -> Mapping[str, Report]:
    """What budget-check says of each scenario, before anything is spent."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", world.url)
        with _aws() as shared:
            return {scenario.name: _report(scenario, shared) for scenario in scenarios()}


def _aws() -> Aws:
    return Aws(
        boto3.Session(
            aws_access_key_id=ACCOUNT, aws_secret_access_key="test", region_name="us-east-1"
        )
    )


def _report(scenario: Scenario, shared: Aws) -> Report:
    now = datetime.now(UTC)
    if not scenario.faults:
        return judge(read(shared, ACCOUNT, scenario.budget, now))
    # A throttled client slows down by itself; the others must not wait for it.
    with _aws() as own:
        return judge(read(own, ACCOUNT, scenario.budget, now))


@pytest.fixture(scope="session")
def deliveries(world: Running, reports: Mapping[str, Report]) -> Mapping[str, list[Delivery]]:
    """What Budgets tried when each budget was overspent; after the checks: it changes states."""
    control = world.control
    control.forget_faults()
    for scenario in scenarios():
        control.begin_period(ACCOUNT, scenario.budget)
    return {
        scenario.name: control.set_spend(ACCOUNT, scenario.budget, OVERSPENT, OVERSPENT)
        for scenario in scenarios()
    }
