"""The pages that people read hold everything that the code can say."""

from __future__ import annotations

import json
import re
from pathlib import Path

from bot.aws.reads import ACTIONS
from bot.aws.senders import actions_of, all_readers
from bot.core.checks import all_checks
from bot.core.fixes import all_fixes
from bot.tickets import kinds

ROOT = Path(__file__).resolve().parent.parent
QUOTED = re.compile(r"`([^`]+)`")
ROW = re.compile(r"^\| `([a-z]+\.[a-z-]+)` \| `([A-Z_]+)` \| \S.*\. \|$")


def test_every_finding_has_a_row_with_its_status() -> None:
    page = (ROOT / "docs" / "findings.md").read_text("utf-8")
    rows = {m[1]: m[2] for line in page.splitlines() if (m := ROW.match(line))}
    codes = {code: str(status) for check in all_checks() for code, status in check.codes.items()}
    assert rows == codes


def test_the_installed_command_has_that_very_page() -> None:
    pages = (ROOT / folder / "findings.md" for folder in ("docs", "bot/cli"))
    assert len({page.read_bytes() for page in pages}) == 1, "cp docs/findings.md bot/cli/"


def test_every_fix_has_a_row_with_what_it_is_for_and_needs() -> None:
    page = (ROOT / "docs" / "fixes.md").read_text("utf-8")
    rows = [line.split("|")[1:-1] for line in page.splitlines() if line.startswith("| `")]
    told = {
        QUOTED.findall(fix)[0]: (set(QUOTED.findall(codes)), QUOTED.findall(actions))
        for fix, _, codes, actions, _ in rows
    }
    fixes = {fix.id: (set(fix.clears), list(fix.actions)) for fix in all_fixes()}
    assert told == fixes


def test_the_readme_names_every_permission_and_no_other() -> None:
    block = between("permissions").removeprefix("```json").removesuffix("```")
    budgets, others = json.loads(block)["Statement"]
    assert budgets["Action"] == list(ACTIONS)
    every = [one.sender.setting for one in all_readers()]
    assert others["Action"] == list(actions_of(every))


def test_the_readme_names_every_setting_and_no_other() -> None:
    source = (ROOT / "bot" / "settings.py").read_text("utf-8")
    first_cells = [line.split("|")[1] for line in between("settings").splitlines()[2:]]
    of_systems = {
        f"{name.upper()}_{one}" for name, kind in kinds().items() for one in kind.settings
    }
    assert set(re.findall(r"`([A-Z_]+)`", "".join(first_cells))) - of_systems == set(
        re.findall(
            r'"((?:[A-Z]+_)+[A-Z]+|VIEWERS|MENDERS|APPROVALS|TICKETS|ROUTES|DIGEST|SENDERS)"',
            source,
        )
    )


def between(name: str) -> str:
    """What stands in the README between two markers."""
    text = (ROOT / "README.md").read_text("utf-8")
    return text.split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0].strip()
