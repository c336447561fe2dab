"""`python -m bot check NAME --json` as a user runs it: README.md, "Check a budget of yours"."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from playground.aws.process import Running
from playground.scenarios.catalog import find
from playground.scenarios.policies import ACCOUNT

ROOT = Path(__file__).parents[2]
SHOWN = (
    "aws-managed-key",
    "no-encryption",
    "key-source-arn-unproven",
    "key-via-service",
    "name-punctuation",
)


def check(world: Running, name: str) -> tuple[int, dict[str, Any], str]:
    """Exit status, the JSON object and what was said on stderr."""
    environment = {
        **os.environ,
        "AWS_ENDPOINT_URL": world.url,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "bot", "check", name, "--json"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, json.loads(done.stdout), done.stderr


@pytest.mark.parametrize("name", SHOWN)
def test_the_exit_status_and_the_findings(world: Running, name: str) -> None:
    scenario = find(name)
    status, found, said = check(world, scenario.budget)
    assert (status, said) == (scenario.expected.exit_status, "")
    assert (found["budget"], found["account"]) == (scenario.budget, ACCOUNT)
    assert found["verdict"] == scenario.expected.verdict
    statuses = {finding["code"]: finding["status"] for finding in found["findings"]}
    wrong = {code: status for code, status in statuses.items() if status != "OK"}
    advice = {code: "OK" for code in scenario.expected.advice if statuses.get(code) == "OK"}
    assert {**wrong, **advice} == scenario.expected.findings
    assert [n["topic"] for n in found["notifications"]] == [n.topic for n in scenario.alerts]


def test_a_name_that_nearly_fits_gets_the_nearest(world: Running) -> None:
    status, found, _ = check(world, "cost-all-service-manage")
    assert status == 2
    assert found["findings"][0]["code"] == "budget.not-found"
    assert "cost-all-services-manage" in found["suggestions"]
    assert "cost-all-services-manage" in json.dumps(found)
