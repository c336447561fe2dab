"""`check topic:NAME --json` in each scenario with other senders: what it is built for.

That the playground's judge agrees is held by tests/playground/scenarios/test_senders.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from bot.__main__ import main
from playground.scenarios.catalog import scenarios
from playground.scenarios.load import find, seed
from playground.scenarios.model import Scenario
from playground.scenarios.policies import ACCOUNT
from tests.conftest import EmbeddedAws

SHARED = [one for one in scenarios() if one.senders]


Check = Callable[[Scenario], tuple[int, dict[str, Any]]]


@pytest.fixture
def check(
    embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Check:
    """Status and JSON of a check of the scenario's first topic."""

    def checked(scenario: Scenario) -> tuple[int, dict[str, Any]]:
        for name, value in {
            "AWS_ENDPOINT_URL": embedded_aws.url,
            "AWS_ACCESS_KEY_ID": ACCOUNT,
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": scenario.topics[0].region,
        }.items():
            monkeypatch.setenv(name, value)
        status = main(["check", f"topic:{scenario.topics[0].arn}", "--json"], {})
        return status, json.loads(capsys.readouterr().out)

    return checked


@pytest.mark.parametrize("scenario", SHARED, ids=[one.name for one in SHARED])
def test_each_sender_gets_its_verdict_and_its_findings(
    embedded_aws: EmbeddedAws, check: Check, scenario: Scenario
) -> None:
    seed(embedded_aws.url, [scenario.name])
    status, told = check(scenario)
    found = {
        one["name"]: (
            one["verdict"],
            tuple(f["code"] for f in one["findings"] if f["status"] != "OK"),
        )
        for one in told["senders"]
    }
    expected = {one.name: (one.status, one.codes) for one in scenario.senders}
    budget = (scenario.expected.verdict, scenario.expected.codes)
    assert found == {**expected, scenario.budget: budget}
    assert (told["unread"], told["skipped"]) == ([], [])
    assert (status == 0) == ({verdict for verdict, _ in found.values()} == {"OK"})


def test_a_recorder_that_is_stopped(embedded_aws: EmbeddedAws, check: Check) -> None:
    scenario = find("shared-topic")
    seed(embedded_aws.url, [scenario.name])
    config = embedded_aws.client("config", scenario.topics[0].region)
    config.stop_configuration_recorder(ConfigurationRecorderName="default")
    _, told = check(scenario)
    verdicts = {one["name"]: one["verdict"] for one in told["senders"]}
    assert verdicts.pop("default") == "AT_RISK" and set(verdicts.values()) == {"OK"}
    assert embedded_aws.control.speak("config", ACCOUNT, "default") == []
    config.start_configuration_recorder(ConfigurationRecorderName="default")
    assert {one["verdict"] for one in check(scenario)[1]["senders"]} == {"OK"}
