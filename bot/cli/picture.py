"""A report as a picture of the path in the terminal."""

from __future__ import annotations

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.core.findings import Finding, HopReport, Report, Status
from bot.core.wording import PathGroup, leading, path_groups, verdict_line

_STYLE = {
    Status.OK: "green",
    Status.AT_RISK: "yellow",
    Status.UNKNOWN: "magenta",
    Status.BROKEN: "bold red",
}
_MARK = {Status.OK: "✔", Status.AT_RISK: "!", Status.UNKNOWN: "?", Status.BROKEN: "✘"}


def draw(report: Report, console: Console) -> None:
    """Print the verdict, each path hop by hop, every finding with its evidence, and what helps."""
    console.print(_headline(report))
    for group in path_groups(report):
        console.print(_path(group))
    for finding in report.findings:
        if finding.status is not Status.OK or finding.evidence:
            console.print(_finding(finding))
    if report.fixes:
        console.print(_fixes(report))


def _headline(report: Report) -> Group:
    title = Text.assemble((_printable(report.budget), "bold"), "  ", _word(report.verdict))
    facts = f"account {report.account or 'unknown'}, checked {report.checked_at:%Y-%m-%d %H:%M} UTC"
    first = leading(report)
    says = Text(_printable(first.says)) if first else Text("Every hop of the path was read.")
    verdict = Text(verdict_line(report.verdict), style=_STYLE[report.verdict])
    return Group(title, Text(facts, style="dim"), Text(), verdict, says, Text())


def _path(group: PathGroup) -> Group:
    table = Table.grid(padding=(0, 2), pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for hop in group.path.hops:
        table.add_row(_word(hop.status), Text(hop.hop.value), _hop(hop))
    title = Text(_printable(", ".join(group.titles)), style="bold")
    return Group(title, Padding(table, (0, 0, 1, 2)))


def _hop(hop: HopReport) -> Text:
    return Text.assemble((_printable(hop.resource), "cyan"), "\n", _printable(hop.says))


def _finding(finding: Finding) -> Group:
    head = Text.assemble(_word(finding.status), "  ", (finding.code, "bold"))
    where = Text(_printable(finding.resource), style="cyan")
    lines = [where, Text(_printable(finding.says))]
    lines += [Text(f"- {_printable(line)}", style="dim") for line in finding.evidence]
    return Group(head, Padding(Group(*lines), (0, 0, 1, 2)))


def _fixes(report: Report) -> Group:
    lines = [Text(f"- {fix.title}  ({fix.id})") for fix in report.fixes]
    return Group(Text("What would mend it, the best first", style="bold"), *lines)


def _word(status: Status) -> Text:
    return Text(f"{_MARK[status]} {status.value}", style=_STYLE[status])


def _printable(text: str) -> str:
    """Other people's text without what could steer a terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
