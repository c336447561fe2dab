"""`budget-check` as pip, pipx and uvx install it: the command, and nothing of the checkout."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from email import message_from_string
from pathlib import Path

import pytest

from bot import __version__
from playground.scenarios.catalog import find
from tests.wheel.conftest import ROOT, SCENARIOS, Installed, install

BROKEN, FINE = (find(name).budget for name in SCENARIOS)


def test_holds_the_program_and_nothing_else(wheel: Path) -> None:
    """No test, no tool, no function of Lambda's, no playground."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    info = f"budget_check-{__version__}.dist-info/"
    own = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "bot").rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert {name for name in names if not name.startswith(info)} == own
    assert f"{info}entry_points.txt" in names and f"{info}licenses/LICENSE" in names


def test_asks_for_what_a_check_needs_and_names_the_rest_as_extras(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(f"budget_check-{__version__}.dist-info/METADATA").decode()
    told = message_from_string(text)
    asked = told.get_all("Requires-Dist") or []
    own = sorted(one.split(">")[0] for one in asked if "extra" not in one)
    assert own == ["boto3", "pyyaml", "rich"]
    assert told.get_all("Provides-Extra") == ["mcp", "slack"]


def test_says_its_version(installed: Installed) -> None:
    done = installed.run(["budget-check", "--version"], {})
    assert (done.returncode, done.stdout) == (0, f"budget-check {__version__}\n")


@pytest.mark.parametrize(("budget", "verdict", "status"), [(BROKEN, "BROKEN", 1), (FINE, "OK", 0)])
def test_checks_a_budget(
    installed: Installed, environment: Mapping[str, str], budget: str, verdict: str, status: int
) -> None:
    done = installed.run(["budget-check", "check", budget, "--json"], environment)
    assert (done.returncode, done.stderr) == (status, "")
    assert json.loads(done.stdout)["verdict"] == verdict


@pytest.mark.parametrize("form", ["terraform", "cloudformation", "cli", "json"])
def test_prints_what_would_mend_a_budget(
    installed: Installed, environment: Mapping[str, str], form: str
) -> None:
    done = installed.run(["budget-check", "fix", BROKEN, "--as", form], environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert "kms:GenerateDataKey" in done.stdout


def test_nothing_of_the_checkout_is_looked_at(installed: Installed) -> None:
    where = "import bot, bot.slack.manifest; print(bot.__file__)"
    done = installed.run(["python", "-c", where], {})
    assert Path(done.stdout.strip()).is_relative_to(installed.folder), done.stderr


def test_says_which_extra_a_command_needs(installed: Installed) -> None:
    done = installed.run(["budget-check", "serve"], {})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "budget-check: serve needs what the extra “slack” installs: "
        "pipx install --force 'budget-check[slack] @ git+ADDRESS' (ADDRESS is that of this "
        "program's repository), or pip install '.[slack]' in a checkout.\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("list", "--help"),
        ("plan", "--help"),
        ("manifest",),
        ("completion", "bash"),
        ("redrive", "--help"),
    ],
)
def test_what_needs_no_slack_works_without_it(installed: Installed, words: tuple[str, ...]) -> None:
    done = installed.run(["budget-check", *words], {})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


def test_a_code_is_explained_without_any_address(installed: Installed) -> None:
    done = installed.run(["budget-check", "explain", "key.aws-managed"], {})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("key.aws-managed: BROKEN\n") and "://" not in done.stdout


def test_the_extra_brings_what_serve_and_doctor_need(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    there = install(f"{wheel}[slack]", tmp_path_factory)
    for command in ("serve", "doctor"):
        done = there.run(["budget-check", command, "--help"], {})
        assert (done.returncode, done.stderr) == (0, "")
        assert f"  budget-check {command}" in done.stdout
