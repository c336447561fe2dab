"""The garbage collector rests while a function starts, and no longer."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

FUNCTIONS = [f for f in Path("handlers").glob("*.py") if "\ndef handler(" in f.read_text()]


def test_the_collector_rests_until_the_function_has_started() -> None:
    program = """
import gc
import handlers
assert not gc.isenabled()
handlers.started()
assert gc.isenabled() and gc.get_freeze_count() > 0
"""
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize("file", FUNCTIONS, ids=lambda file: file.stem)
def test_each_function_says_once_that_it_has_started(file: Path) -> None:
    body = ast.parse(file.read_text()).body
    (said,) = [i for i, one in enumerate(body) if ast.unparse(one) == "started()"]
    imports = [i for i, one in enumerate(body) if isinstance(one, ast.Import | ast.ImportFrom)]
    assert said > max(imports)


def test_there_are_four_functions() -> None:
    assert sorted(file.stem for file in FUNCTIONS) == ["check", "events", "mend", "slack"]


def test_the_secrets_are_asked_for_before_what_is_not_needed_for_that_is_imported() -> None:
    """What is imported first keeps the whole start waiting."""
    body = ast.parse(Path("handlers/slack.py").read_text()).body
    asked = next(i for i, one in enumerate(body) if ".begin()" in ast.unparse(one))
    first = [one for one in body[:asked] if isinstance(one, ast.Import | ast.ImportFrom)]
    loaded = "print(sorted({n.rpartition('.')[0] or n for n in sys.modules}))"
    program = "\n".join([*map(ast.unparse, first), "import sys", loaded])
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    )
    modules = ast.literal_eval(ran.stdout)
    assert "bot.aws.http" in modules
    assert not {"bot.core.jobs", "bot.slack", "slack_bolt", "slack_sdk", "botocore"} & {*modules}
