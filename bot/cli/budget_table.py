"""Budgets with their verdicts: as a table for a terminal, as JSON and as CSV."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.all_budgets import AllBudgets
from bot.cli.as_json import moment, report_object
from bot.cli.output import printable
from bot.cli.status_word import code_word, status_word
from bot.core.findings import Report, Status
from bot.core.texts.csv_file import csv_file
from bot.core.texts.report import leading
from bot.core.texts.summary import summary

_HEADS = ("account", "budget", "verdict", "code", "why", "fix")


def as_table(found: AllBudgets, reports: Sequence[Report]) -> str:
    """These reports of all that were found, a line each, and how many of how many do not alert."""
    console = Console(highlight=False)
    with console.capture() as captured:
        if reports:
            console.print(_table(found, reports))
        for sentence in found.unread:
            console.print(Text.assemble(status_word(Status.UNKNOWN), f"  {printable(sentence)}"))
        if found.reports or not found.unread:
            console.print(_count(found.reports))
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def as_csv(reports: Sequence[Report]) -> str:
    """A line for each; without Excel's mark, for a pipe's other end takes it for text."""
    rows = [_HEADS, *(tuple(_row(report).values()) for report in reports)]
    return csv_file(rows).decode().removeprefix("\ufeff")


def as_rows(found: AllBudgets, reports: Sequence[Report]) -> str:
    """One JSON object with a short object for each."""
    return _object(found, [dict(_row(report)) for report in reports])


def as_reports(found: AllBudgets) -> str:
    """One JSON object with the whole report of each."""
    return _object(found, [dict(report_object(report)) for report in found.reports])


def _object(found: AllBudgets, budgets: list[dict[str, object]]) -> str:
    told = {
        "checked_at": moment(found.checked_at),
        "verdict": found.verdict.value,
        "budgets": budgets,
        "unread": list(found.unread),
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _row(report: Report) -> Mapping[str, str]:
    first = leading(report)
    cells = (
        report.account,
        report.budget,
        report.verdict.value,
        first.code if first else "",
        summary(first.code, report.sender) if first else "",
        report.fixes[0].id if report.fixes else "",
    )
    return dict(zip(_HEADS, cells, strict=True))


def _table(found: AllBudgets, reports: Sequence[Report]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    accounts = len(found.called) > 1
    for head in ("Verdict", "Budget", *(("Account",) if accounts else ()), "Why"):
        table.add_column(head, overflow="fold", no_wrap=head == "Verdict")
    for report in reports:
        account = Text(printable(found.called.get(report.account, report.account)))
        table.add_row(
            status_word(report.verdict),
            Text(printable(report.budget)),
            *((account,) if accounts else ()),
            Text.assemble(*_why(report)),
        )
    return table


def _why(report: Report) -> Iterator[Text | str]:
    first = leading(report)
    if first:
        yield f"{summary(first.code, report.sender)}  "
        yield code_word(first.code)


def _count(reports: Sequence[Report]) -> Text:
    if not reports:
        return Text("There are no budgets.")
    broken = sum(report.verdict is Status.BROKEN for report in reports)
    verb = "does" if broken == 1 else "do"
    noun = "budget" if len(reports) == 1 else "budgets"
    return Text(f"{broken} of {len(reports)} {noun} {verb} not alert.")
