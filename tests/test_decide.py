"""docs/decide.md against the code: every kind of record, how long it is kept, what a setting is."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.snooze import LONGEST
from bot.features.check.buttons import BUTTONS_FOR
from bot.features.watch.mend_offer import MENDS_FOR
from bot.jobs.outbox import GIVEN_UP_AFTER
from bot.store import (
    batched_notices,
    digests,
    foreign,
    gates,
    last_writes,
    leases,
    lookups,
    opened,
    resource_changes,
    table,
)

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "decide.md").read_text("utf-8")
KEPT: dict[tuple[str, str], tuple[timedelta, ...]] = {
    ("leases", "the ARN"): (leases.REMEMBERED,),
    ("leases", "`ticket:`"): (leases.REMEMBERED,),
    ("leases", "`pull-request:`"): (leases.REMEMBERED,),
    ("verdicts", "`touched:`"): (resource_changes.KEPT,),
    ("verdicts", "`wrote:`"): (last_writes.KEPT,),
    ("verdicts", "`group:`"): (batched_notices.KEPT,),
    ("verdicts", "`notices:`"): (batched_notices.KEPT,),
    ("verdicts", "`digest:`"): (digests.KEPT,),
    ("verdicts", "`foreign:`"): (foreign.KEPT,),
    ("verdicts", "`gate:`"): (gates.KEPT,),
    ("verdicts", "`lookup:`"): (lookups.KEPT,),
    ("verdicts", "`lookups:`"): (lookups.KEPT,),
    ("verdicts", "`ticket:`"): (opened.KEPT,),
    ("verdicts", "`ticket-of:`"): (opened.KEPT,),
    ("answers", "`answer:`"): (BUTTONS_FOR, MENDS_FOR),
    ("threads", "`message:`"): (GIVEN_UP_AFTER,),
    ("threads", "`snooze:`"): (LONGEST,),
}
"""What goes by itself after a time."""


def drawn() -> dict[tuple[str, str], bool]:
    """The key scheme of bot/store/table.py: each table and kind of key; whether it has a ttl."""
    found, name = {}, ""
    for line in (table.__doc__ or "").splitlines():
        if start := re.match(r"    (\w+)(  |$)", line):
            name = start[1]
        elif line.startswith("      "):
            key, _, *rest = re.split(r" {2,}", line.strip())[1:]
            begins = key.partition(":")[0] if ":" in key else key
            kind = {"ARN": "the ARN", "BUDGET": "`budget:`"}.get(begins, f"`{begins}:`")
            found[name, kind] = "ttl" in " ".join(rest).split()
    return found


def told() -> dict[tuple[str, str], str]:
    """The same on the page, with how long it says."""
    part = PAGE.split("<!-- kept -->")[1].split("<!-- /kept -->")[0].strip()
    cells = [[one.strip() for one in row.split("|")[1:-1]] for row in part.splitlines()[2:]]
    found = {(name.strip("`"), key): long for name, key, _, long in cells}
    assert len(found) == len(cells)
    return found


def test_every_kind_of_record_is_told() -> None:
    assert set(told()) == set(drawn())
    assert {kind for kind, ttl in drawn().items() if ttl} <= set(KEPT)


@pytest.mark.parametrize("kind", KEPT, ids=" ".join)
def test_how_long_it_is_kept_is_what_the_code_says(kind: tuple[str, str]) -> None:
    said = [int(days) for days in re.findall(r"(\d+) days?", told()[kind])]
    assert said == [one.days for one in KEPT[kind]]


def test_what_has_no_time_is_not_said_to_have_one() -> None:
    assert [kind for kind, long in told().items() if "day" in long and kind not in KEPT] == []


def test_the_default_of_the_logs_is_that_of_the_deployment() -> None:
    (days,) = re.findall(
        r"LOG_RETENTION_DAYS \|\| (\d+)", (ROOT / "deploy/settings.js").read_text("utf-8")
    )
    assert f"`LOG_RETENTION_DAYS`, {days} unless set" in PAGE
    assert f"#LOG_RETENTION_DAYS={days}" in (ROOT / "deploy/example.env").read_text("utf-8")


def test_what_it_costs_stands_in_one_place() -> None:
    pages = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted((ROOT / "docs").glob("*.md"))]
    dollars = re.compile(r"[Ss]ome \d+ to \d+ dollars")
    assert [page.name for page in pages if dollars.search(page.read_text("utf-8"))] == [
        "install.md"
    ]
