"""`check topic:NAME --json` in each scenario with other senders: what it is built for.

That the playground's judge agrees is held by tests/playground/scenarios/test_senders.py.
"""

from __future__ import annotations

import json

import pytest

from bot.__main__ import main
from playground.scenarios.catalog import scenarios
from playground.scenarios.load import seed
from playground.scenarios.model import Scenario
from playground.scenarios.policies import ACCOUNT
from tests.conftest import EmbeddedAws

SHARED = [one for one in scenarios() if one.senders]


@pytest.mark.parametrize("scenario", SHARED, ids=[one.name for one in SHARED])
def test_each_sender_gets_its_verdict_and_its_findings(
    embedded_aws: EmbeddedAws,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    scenario: Scenario,
) -> None:
    seed(embedded_aws.url, [scenario.name])
    for name, value in {
        "AWS_ENDPOINT_URL": embedded_aws.url,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": scenario.topics[0].region,
    }.items():
        monkeypatch.setenv(name, value)
    status = main(["check", f"topic:{scenario.topics[0].arn}", "--json"], {})
    told = json.loads(capsys.readouterr().out)
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
