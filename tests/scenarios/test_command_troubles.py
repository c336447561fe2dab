"""The command line where something is wrong on the user's side: never a trace, never a verdict."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from playground.aws.process import Running
from playground.scenarios.policies import ACCOUNT

ROOT = Path(__file__).parents[2]
HEALTHY = "cost-all-services-dev"


def environment(world: Running) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {
        **kept,
        "AWS_ENDPOINT_URL": world.url,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
    }


def check(
    world: Running,
    words: Sequence[str],
    more: Mapping[str, str] | None = None,
    stdout: int = subprocess.PIPE,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "check", *words],
        cwd=ROOT,
        env={**environment(world), **(more or {})},
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("how", [(), ("--json",)])
def test_a_terminal_that_cannot_show_a_character(world: Running, how: tuple[str, ...]) -> None:
    done = check(world, (HEALTHY, *how), {"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "OK" in done.stdout


@pytest.mark.parametrize("how", [(), ("--json",)])
def test_an_answer_that_nobody_reads_is_no_verdict(world: Running, how: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = check(world, (HEALTHY, *how), stdout=writer)
    finally:
        os.close(writer)
    assert done.returncode == 4
    assert done.stderr.startswith("budget-check: the answer could not be printed: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "more", "says"),
    [
        ((), {"AWS_PROFILE": "nosuch"}, "There is no AWS profile 'nosuch'"),
        (("--profile", "other"), {}, "There is no AWS profile 'other'"),
        (("--account", "222222222222"), {}, f"These credentials are of account {ACCOUNT}"),
        (("--account", "12"), {}, "it has 12 digits"),
    ],
)
def test_wrong_usage(
    world: Running, words: tuple[str, ...], more: Mapping[str, str], says: str
) -> None:
    done = check(world, (HEALTHY, *words), more)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_broken_aws_configuration(world: Running, tmp_path: Path) -> None:
    broken = tmp_path / "config"
    broken.write_text("[default\nx", "utf-8")
    done = check(world, [HEALTHY], {"AWS_CONFIG_FILE": str(broken)})
    assert (done.returncode, done.stdout) == (2, "")
    assert str(broken) in done.stderr
    assert "Traceback" not in done.stderr


def test_what_only_the_slack_app_reads_does_not_stop_a_check(world: Running) -> None:
    assert check(world, [HEALTHY], {"MENDERS": "bob", "SLACK_API_URL": "hello"}).returncode == 0


def test_expired_credentials_are_one_finding(world: Running) -> None:
    world.control.expire("333333333333")
    keys = {"AWS_ACCESS_KEY_ID": "333333333333"}
    done = check(world, (HEALTHY, "--account", "333333333333"), keys)
    assert done.returncode == 4
    assert done.stdout.count("budget.unreadable") == 1
    assert "expired" in done.stdout


def test_an_unknown_budget_is_not_called_an_alert(world: Running) -> None:
    done = check(world, ["services-dev"])
    assert done.returncode == 2
    assert "There is no such budget." in done.stdout
    assert HEALTHY in done.stdout
    assert "does not arrive" not in done.stdout
