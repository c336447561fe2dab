"""docs/architecture.md against the code: rooms, arrows, trips, states, tables, names."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.core.change.events import EVENTS
from bot.store.tables import Tables

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "architecture.md").read_text("utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
    "contracts"
]
CODE = re.compile(r"`([^`\n]+)`")
SLACK_REFUSES = re.compile(r"^\s*except .*Slack\w*Error", re.MULTILINE)
ASKS_SLACK = ("bot/slack/", "bot/cli/doctor/", "bot/worker/worker.py", "bot/jobs/outbox.py")
"""Where Slack's refusals are caught."""
PATH = re.compile(r"(?:bot|deploy|docs|handlers|playground|tests|tools)/[\w./-]*\w")


def marked(name: str) -> str:
    """What stands between two markers."""
    return TEXT.split(f"<!-- {name} -->")[1].split(f"<!-- /{name} -->")[0].strip()


def rows(name: str) -> list[list[str]]:
    """The cells of a marked table."""
    lines = marked(name).splitlines()[2:]
    return [[cell.strip() for cell in line.split(" | ")] for line in lines]


def trips() -> dict[str, str]:
    """Each trip by the heading that it stands under."""
    parts = re.split(r"^### (.+)$", TEXT, flags=re.MULTILINE)
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return {head: text for head, text in pairs if "<!-- trip -->" in text}


def test_the_rooms_are_the_folders() -> None:
    told = {CODE.findall(row[0])[0] for row in rows("rooms")}
    folders = {f"bot/{path.parent.name}" for path in ROOT.glob("bot/*/__init__.py")}
    assert told == folders | {"handlers", "playground"}


def test_the_features_are_the_folders() -> None:
    row = next(row for row in rows("rooms") if row[0] == "| `bot/features`")
    told = set(re.findall(r"\w+", row[1].partition(":")[0]))
    assert told == {path.parent.name for path in ROOT.glob("bot/features/*/__init__.py")}


@pytest.mark.parametrize(
    ("name", "contract"),
    [
        ("arrows", "doors -> worker -> features, events -> jobs"),
        ("floors", "the features know each other one way"),
    ],
)
def test_the_arrows_are_the_import_rules(name: str, contract: str) -> None:
    rule = next(one for one in CONTRACTS if one["name"].startswith(contract))
    assert marked(name).strip("`\n").splitlines() == rule["layers"]


def test_nobody_else_catches_what_slack_refuses() -> None:
    """docs/architecture.md, "The outbox"; and no place is listed that catches nothing."""
    paths = (*ROOT.glob("bot/**/*.py"), *ROOT.glob("handlers/*.py"))
    caught = {
        path.relative_to(ROOT).as_posix()
        for path in paths
        if SLACK_REFUSES.search(path.read_text("utf-8"))
    }
    assert [one for one in sorted(caught) if not one.startswith(ASKS_SLACK)] == []
    assert [one for one in ASKS_SLACK if not any(path.startswith(one) for path in caught)] == []


@pytest.mark.parametrize("text", [TEXT, SECURITY], ids=["architecture", "SECURITY"])
def test_every_path_is_there(text: str) -> None:
    paths = {one for code in CODE.findall(text) for one in PATH.findall(code)}
    assert {one for one in paths if not (ROOT / one).exists()} == set()


def test_each_of_the_five_trips_has_a_picture_and_its_files() -> None:
    found = trips()
    assert len(found) == 5
    for head, text in found.items():
        assert "```mermaid\nsequenceDiagram" in text, head
        steps = text.split("<!-- trip -->")[1].split("<!-- /trip -->")[0].strip().splitlines()
        assert [step.partition(".")[0] for step in steps] == [
            str(number) for number in range(1, len(steps) + 1)
        ]
        assert all(PATH.search(step) for step in steps), head


def test_every_job_that_is_named_is_one() -> None:
    from bot.core.jobs.kinds import KINDS  # noqa: PLC0415

    rooms = "|".join(sorted({name.partition(".")[0] for name in KINDS if "." in name}))
    named = {
        code
        for text in trips().values()
        for code in CODE.findall(text)
        if re.fullmatch(rf"(?:{rooms})\.[a-z-]+", code)
    }
    assert {"change.apply", "watch.turned", "alert.arrived"} <= named <= KINDS.keys()


def test_the_picture_of_the_states_is_the_table() -> None:
    drawn = set(re.findall(r"^  (\w+) --> (\w+)$", marked("states"), re.MULTILINE))
    steps = {(old, row.to) for row in EVENTS.values() if row.to for old in row.source}
    assert drawn == {(old.value, new.value) for old, new in steps if old is not new}


def test_the_tables_hold_what_the_page_says() -> None:
    told = rows("tables")
    assert {row[0].strip("| ") for row in told} == set(Tables.__dataclass_fields__)
    room = "\n".join(path.read_text("utf-8") for path in sorted(ROOT.glob("bot/store/*.py")))
    for row in told:
        for code in CODE.findall(f"{row[1]} {row[2]}"):
            prefix = code.partition(":")[0]
            assert re.search(rf'"{prefix}[:"]', room), code
    files = {CODE.findall(row[-1])[0] for row in told}
    keyed = {
        f"bot/store/{path.name}"
        for path in ROOT.glob("bot/store/*.py")
        if re.search(r'"pk": encode|return f"change:', path.read_text("utf-8"))
    }
    assert keyed <= files


def test_the_glossary_has_names_that_the_code_has() -> None:
    for name, where, _ in rows("glossary"):
        source = (ROOT / CODE.findall(where)[0]).read_text("utf-8")
        for one in CODE.findall(name):
            assert re.search(rf"^(?:class|def) {one}\b", source, re.MULTILINE), one


def test_the_ids_of_slack_are_the_bots() -> None:
    part = TEXT.split("### Slack ids")[1].split("### ")[0]
    source = "".join(path.read_text("utf-8") for path in ROOT.glob("bot/slack/**/*.py"))
    ids = [one for one in CODE.findall(part) if re.fullmatch(r"[a-z]+\.[a-z]+", one)]
    assert len(ids) >= 9
    assert [one for one in ids if f'"{one}"' not in source] == []
