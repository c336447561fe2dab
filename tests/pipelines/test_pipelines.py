"""What pipelines use: the action's own script, the hook's, and the policy that the pages name."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[2]
ACTION: Mapping[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS: list[Mapping[str, Any]] = yaml.safe_load(
    (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
)


def program(path: Path, status: int) -> None:
    """A budget-check that prints its words, one a line, and ends so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\nprintf '[%s]\\n' \"$@\"\nexit {status}\n", "utf-8")
    path.chmod(0o755)


def test_the_policy_is_that_of_the_readme() -> None:
    """Which a test holds against what the code reads (tests/test_docs.py)."""
    text = (ROOT / "README.md").read_text("utf-8")
    block = text.split("<!-- permissions -->")[1].split("<!-- /permissions -->")[0].strip()
    shown = json.loads(block.removeprefix("```json").removesuffix("```"))
    assert json.loads((ROOT / "deploy" / "read-only.json").read_text("utf-8")) == shown


@pytest.mark.parametrize("status", [0, 1, 4])
def test_the_action_runs_the_command_with_its_words(tmp_path: Path, status: int) -> None:
    program(tmp_path / "budget-check" / "bin" / "budget-check", status)
    step = next(one for one in ACTION["runs"]["steps"] if one["id"] == "run")
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", step["run"]],
        env={
            "PATH": os.environ["PATH"],
            "RUNNER_TEMP": str(tmp_path),
            "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
            "GITHUB_OUTPUT": str(tmp_path / "output"),
            "ARGUMENTS": "check\nmy budget; touch hurt\n$(touch hurt)\n",
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    words = "[check]\n[my budget; touch hurt]\n[$(touch hurt)]\n"
    assert (done.returncode, done.stdout) == (status, words)
    assert (tmp_path / "summary").read_text("utf-8") == words
    assert (tmp_path / "output").read_text("utf-8") == f"status={status}\n"
    assert not (tmp_path / "hurt").exists()


def test_no_step_of_the_action_puts_an_input_into_its_script() -> None:
    assert [one["id"] for one in ACTION["runs"]["steps"] if "${{" in one["run"]] == []


@pytest.mark.parametrize(("status", "ends"), [(0, 0), (1, 1), (2, 2), (3, 0), (4, 0)])
def test_the_hook_is_stopped_by_what_is_broken(tmp_path: Path, status: int, ends: int) -> None:
    program(tmp_path / "budget-check", status)
    (hook,) = HOOKS
    done = subprocess.run(
        ["bash", "-c", f'{hook["entry"]} "a b.yaml" c.yaml'],
        env={"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == ends, done.stderr
    assert done.stdout == "[plan]\n[--template]\n[a b.yaml]\n[plan]\n[--template]\n[c.yaml]\n"
