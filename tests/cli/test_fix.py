"""`fix`: what it prints can be carried out, and mends. It writes nothing itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from playground.scenarios.catalog import find
from playground.scenarios.load import seed
from tests.conftest import ACCOUNT, EmbeddedAws

BROKEN = find("incident-2037").budget
CLI = Path(__file__).with_name("aws_cli.py")


@pytest.fixture(autouse=True)
def aws(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> EmbeddedAws:
    """An AWS without budgets."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", ACCOUNT)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    return embedded_aws


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main(["fix", *words], {"ALLOW_UNENCRYPTED": "true"})
    told = capsys.readouterr()
    assert told.err == ""
    return status, told.out


def in_a_shell(commands: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """As somebody would run them; `aws` sends what AWS's CLI would send."""
    program = folder / "aws"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{CLI}" "$@"\n', "utf-8")
    program.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-eu", "-c", commands],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("scenario", "fix"),
    [
        ("incident-2037", "allow-on-key"),
        ("aws-managed-key", "move-to-new-key"),
        ("aws-managed-key", "turn-off-encryption"),
        ("topic-default-policy", "allow-on-topic"),
        ("key-disabled", "enable-key"),
        ("key-pending-deletion", "enable-key"),
        ("chat-filter", "remove-filter"),
        ("subscription-raw-to-chatbot", "raw-delivery-off"),
        ("subscription-all-pending", "send-confirmation-again"),
    ],
)
def test_its_commands_mend(
    aws: EmbeddedAws, capsys: pytest.CaptureFixture[str], tmp_path: Path, scenario: str, fix: str
) -> None:
    seed(aws.url, [scenario])
    budget = find(scenario).budget
    status, planned = printed(capsys, budget, "--as", "json", "--only", fix)
    (change,) = json.loads(planned)["changes"]
    status, commands = printed(capsys, budget, "--as", "cli", "--only", fix)
    assert (status, change["fix"]) == (0, fix)
    done = in_a_shell(commands, tmp_path)
    assert done.returncode == 0, done.stderr
    main(["check", budget, "--json"], {})
    found = {one["code"] for one in json.loads(capsys.readouterr().out)["findings"]}
    if fix != "send-confirmation-again":  # somebody else has to confirm
        assert not found & set(change["clears"])


def test_without_the_new_key_no_later_command_runs(
    aws: EmbeddedAws, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """An empty key would turn encryption off."""
    seed(aws.url, ["aws-managed-key"])
    _, commands = printed(capsys, find("aws-managed-key").budget, "--as", "cli")
    lines = commands[commands.index("aws kms enable-key-rotation") :]
    done = in_a_shell(f"NEW_KEY=\n{lines}", tmp_path)
    assert done.returncode != 0 and "NEW_KEY" in done.stderr


def test_several_faults_are_one_change_as_in_slack(
    aws: EmbeddedAws, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    seed(aws.url, ["two-faults"])
    budget = find("two-faults").budget
    _, planned = printed(capsys, budget, "--as", "json")
    (change,) = json.loads(planned)["changes"]
    assert "+" in change["fix"]
    assert set(change["others"]) >= set(change["fix"].split("+"))
    _, commands = printed(capsys, budget, "--as", "cli")
    assert in_a_shell(commands, tmp_path).returncode == 0
    assert main(["check", budget], {}) == 0


@pytest.mark.parametrize(
    ("form", "holds"),
    [
        ("", '+      "Sid": "BudgetCheckAllowBudgets",'),
        ("terraform", 'sid       = "BudgetCheckAllowBudgets"'),
        ("cloudformation", '- Sid: "BudgetCheckAllowBudgets"'),
        ("cli", "aws kms put-key-policy --key-id=arn:"),
    ],
)
def test_each_form(
    aws: EmbeddedAws, capsys: pytest.CaptureFixture[str], form: str, holds: str
) -> None:
    seed(aws.url, ["incident-2037"])
    status, text = printed(capsys, BROKEN, *(["--as", form] if form else []))
    assert status == 0 and holds in text
    assert not [one for one in aws.control.calls() if one.operation == "PutKeyPolicy"]


def test_check_leads_to_it(aws: EmbeddedAws, capsys: pytest.CaptureFixture[str]) -> None:
    seed(aws.url, ["incident-2037", "customer-key"])
    offer = "`fix` with the same name shows each change as text; it writes nothing."
    assert main(["check", BROKEN], {}) == 1
    assert offer in capsys.readouterr().out
    assert main(["check", find("customer-key").budget], {}) == 0
    assert offer not in capsys.readouterr().out


def test_what_nothing_of_ours_mends(aws: EmbeddedAws, capsys: pytest.CaptureFixture[str]) -> None:
    seed(aws.url, ["lambda-without-permission", "customer-key"])
    status, text = printed(capsys, find("lambda-without-permission").budget)
    assert status == 1
    assert "budget-check has no change that mends this." in text
    assert "aws lambda add-permission" in text
    assert printed(capsys, find("customer-key").budget)[0] == 0


def test_a_fix_that_does_not_help(aws: EmbeddedAws, capsys: pytest.CaptureFixture[str]) -> None:
    seed(aws.url, ["incident-2037"])
    assert main(["fix", BROKEN, "--only", "remove-filter"], {}) == 2
    assert "What does: allow-on-key" in capsys.readouterr().err


def test_a_name_that_is_none(aws: EmbeddedAws, capsys: pytest.CaptureFixture[str]) -> None:
    seed(aws.url, ["incident-2037"])
    status, text = printed(capsys, "notify-monthly-prd", "--as", "json")
    assert (status, json.loads(text)["suggestions"]) == (2, [BROKEN])


@pytest.mark.parametrize("form", ["terraform", "cloudformation", "cli"])
def test_where_there_is_nothing_to_paste_the_comments_say_why(
    aws: EmbeddedAws, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    seed(aws.url, ["incident-2037", "lambda-without-permission"])
    status, text = printed(capsys, "notify-monthly-prd", "--as", form)
    assert (status, text) == (
        2,
        "# There is no such budget.\n"
        f'# Account {ACCOUNT} has no budget named "notify-monthly-prd". '
        f'The nearest names are "{BROKEN}".\n',
    )
    status, text = printed(capsys, find("lambda-without-permission").budget, "--as", form)
    assert status == 1
    assert text.startswith("# The alert does not arrive.\n# ")
    assert text.endswith(
        "\n# budget-check has no change that mends this.\n\n"
        "# There is something to do by hand: see `fix NAME` without --as.\n"
    )
    assert all(line.startswith("# ") for line in text.splitlines() if line)


def test_what_else_publishes_to_the_topic_is_let_in_as_well(
    aws: EmbeddedAws, capsys: pytest.CaptureFixture[str]
) -> None:
    seed(aws.url, ["alarm-root-only-key"])
    status, said = printed(capsys, find("alarm-root-only-key").budget)
    assert status == 0
    assert "Let AWS Budgets and Amazon CloudWatch use the key" in said
    assert "Amazon CloudWatch (alarm citadel-errors) gets in too from then on." in " ".join(
        said.split()
    )


def test_the_alarm_and_the_budgets_of_its_topic_have_the_same_key(
    aws: EmbeddedAws, capsys: pytest.CaptureFixture[str]
) -> None:
    seed(aws.url, ["alarm-root-only-key"])
    region = find("alarm-root-only-key").topics[0].region
    status, said = printed(capsys, "alarm:citadel-errors", "--region", region)
    assert status == 0
    assert "Let Amazon CloudWatch use the key" in said


@pytest.mark.parametrize("form", ["terraform", "cloudformation", "cli"])
def test_each_form_has_the_statement_of_every_sender(
    aws: EmbeddedAws, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    seed(aws.url, ["alarm-root-only-key"])
    status, said = printed(capsys, find("alarm-root-only-key").budget, "--as", form)
    assert status == 0
    for service in ("budgets", "cloudwatch"):
        assert f"{service}.amazonaws.com" in said
