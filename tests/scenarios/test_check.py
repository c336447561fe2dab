"""Every scenario, read from the embedded AWS and judged: what it was built to show."""

from collections.abc import Mapping

import pytest

from bot.core.findings import Report, Status
from playground.scenarios.catalog import names, scenarios
from playground.scenarios.model import Scenario

each = pytest.mark.parametrize("scenario", scenarios(), ids=names())


@each
def test_the_verdict(scenario: Scenario, reports: Mapping[str, Report]) -> None:
    report = reports[scenario.name]
    assert report.budget == scenario.budget
    assert report.verdict == scenario.expected.verdict, report.findings


@each
def test_the_findings(scenario: Scenario, reports: Mapping[str, Report]) -> None:
    """Nothing else may be wrong: a finding too many is as bad as a missing one."""
    found = {finding.code: finding.status.value for finding in reports[scenario.name].findings}
    wrong = {code: status for code, status in found.items() if status != Status.OK.value}
    advice = {code: status for code, status in found.items() if code in scenario.expected.advice}
    assert {**wrong, **advice} == scenario.expected.findings


@each
def test_the_leading_finding(scenario: Scenario, reports: Mapping[str, Report]) -> None:
    leads = scenario.expected.leads
    if leads:
        assert reports[scenario.name].findings[0].code == leads


@each
def test_one_path_for_each_notification_and_action(
    scenario: Scenario, reports: Mapping[str, Report]
) -> None:
    paths = reports[scenario.name].paths
    if "DescribeNotificationsForBudget" not in {fault.operation for fault in scenario.faults}:
        expected = [n.topic for n in scenario.alerts] + [a.topic for a in scenario.actions]
        assert sorted(map(str, expected or [None])) == sorted(str(path.topic) for path in paths)
