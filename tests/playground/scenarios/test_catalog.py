"""The scenarios as data: unique, legal, found by their names, and showing every finding."""

import re
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import pytest

import playground.scenarios as package
from playground.scenarios.catalog import find, names, scenarios
from playground.scenarios.expected import STATUS
from playground.scenarios.model import Key, Scenario, Topic

INCIDENTS = {
    "incident-2049",
    "incident-2037",
    "incident-hyp3-762",
    "incident-azul-5651",
    "incident-cdk-20661",
    "incident-cookiecutter-62",
    "incident-superwerker-425",
    "incident-archimedes-1712",
    "incident-opg-lpa-618",
    "incident-fund-826",
}
# A budget that does not exist has no scenario, what was lost takes several checks, and the path's
# own advice stands beside other findings.
SHOWN_ELSEWHERE = {"budget.not-found", "topic.alert-lost", "topic.no-delivery-log"}
# Of the senders beside the budget a scenario tells the verdict alone.
OF_OTHER_SENDERS = {code for code in STATUS if code.startswith("sender.")} | {
    "topic.account-unproven",
    "topic.fifo-unproven",
}


def each(values: Iterable[str]) -> None:
    """Fail for what occurs twice."""
    assert [value for value, count in Counter(values).items() if count > 1] == []


def topics() -> list[Topic]:
    return [topic for scenario in scenarios() for topic in scenario.topics]


def test_all_can_live_in_one_account() -> None:
    each(scenario.name for scenario in scenarios())
    each(scenario.budget for scenario in scenarios())
    each(topic.arn for topic in topics())
    each(topic.key.name for topic in topics() if isinstance(topic.key, Key))
    each(queue.name for scenario in scenarios() for queue in scenario.queues)
    each(function.name for scenario in scenarios() for function in scenario.functions)


@pytest.mark.parametrize("scenario", scenarios(), ids=names())
def test_a_scenario_is_legal(scenario: Scenario) -> None:
    assert _constants()[scenario.name.replace("-", "_").upper()] is scenario
    assert 1 <= len(scenario.budget) <= 100
    assert re.fullmatch(r"[^:\\]+", scenario.budget)
    assert "/action/" not in scenario.budget
    assert scenario.story.endswith(".") and len(scenario.story) <= 300
    assert scenario.source.startswith(("https://", "docs/facts.md "))
    assert len(scenario.title) <= 60
    assert set(scenario.expected.codes) <= {c for c, s in STATUS.items() if s != "OK"}
    assert set(scenario.expected.advice) <= {c for c, s in STATUS.items() if s == "OK"}


def _constants() -> dict[str, object]:
    files = [path.stem for folder in package.__path__ for path in Path(folder).glob("[a-z]*.py")]
    modules = [import_module(f"playground.scenarios.{name}") for name in files]
    return {name: value for module in modules for name, value in vars(module).items()}


@pytest.mark.parametrize("scenario", scenarios(), ids=names())
def test_the_verdict_is_the_worst_of_its_findings_or_says_why_not(scenario: Scenario) -> None:
    order = ["OK", "AT_RISK", "UNKNOWN", "BROKEN"]
    statuses = [STATUS[code] for code in scenario.expected.codes]
    assert scenario.expected.verdict == max(statuses, key=order.index, default="OK")


@pytest.mark.parametrize("scenario", scenarios(), ids=names())
def test_the_judge_never_contradicts_the_verdict(scenario: Scenario) -> None:
    expected = scenario.expected
    series = [code for code in expected.codes if code.startswith(("topic.", "key."))]
    if expected.judge == "refused":
        assert expected.verdict in ("BROKEN", "UNKNOWN")
    if expected.judge == "delivers" and not scenario.actions and len(scenario.alerts) == 1:
        assert [code for code in series if STATUS[code] == "BROKEN"] == []


def test_every_public_incident_has_one() -> None:
    assert set(names()) >= INCIDENTS


def test_every_finding_is_shown() -> None:
    shown = {code for s in scenarios() for code in (*s.expected.codes, *s.expected.advice)}
    assert set(STATUS) - shown - SHOWN_ELSEWHERE - OF_OTHER_SENDERS == set()


def test_the_reported_pair_comes_first() -> None:
    assert names()[:2] == ("aws-managed-key", "no-encryption")
    assert [find(name).budget for name in names()[:2]] == [
        "cost-all-services-manage",
        "cost-all-services-dev",
    ]


def test_an_unknown_name_gets_the_known_ones() -> None:
    with pytest.raises(
        ValueError, match=r"no scenario 'aws-manged-key'. Did you mean 'aws-managed-"
    ):
        find("aws-manged-key")
