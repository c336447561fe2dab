"""A report as a picture of the path in the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from bot.cli.output import printable
from bot.core.findings import Finding, FixOffer, HopReport, Report, Status
from bot.core.texts.report import PathGroup, headline, leading, path_groups

STYLE = {
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
    shown = _shown(report)
    for finding in report.findings:
        if finding.status is not Status.OK or finding.evidence or finding.says not in shown:
            console.print(finding_group(finding, shown))
    if report.fixes:
        console.print(fixes_group(report.fixes))


def _headline(report: Report) -> Group:
    title = Text.assemble((printable(report.budget), "bold"), "  ", word(report.verdict))
    facts = f"account {report.account or 'unknown'}, checked {report.checked_at:%Y-%m-%d %H:%M} UTC"
    first = leading(report)
    says = Text(printable(first.says)) if first else Text("Every hop of the path was read.")
    verdict = Text(headline(report), style=STYLE[report.verdict])
    return Group(title, Text(facts, style="dim"), Text(), verdict, says, Text())


def _path(group: PathGroup) -> Group:
    title = Text(printable(", ".join(group.titles)), style="bold")
    return Group(
        title, *(Padding(_hop(h), (0, 0, 0, 2), expand=False) for h in group.path.hops), Text()
    )


def _hop(hop: HopReport) -> Group:
    head = Text.assemble(word(hop.status), "  ", (hop.hop.value, "bold"))
    return Group(head, _resource(hop.resource), _indented(hop.says))


def _shown(report: Report) -> frozenset[str]:
    return frozenset(hop.says for path in report.paths for hop in path.hops)


def finding_group(finding: Finding, shown: frozenset[str] = frozenset()) -> Group:
    """A finding with its evidence; without its sentence where that was shown."""
    head = Text.assemble(word(finding.status), "  ", (finding.code, "bold"))
    says = () if finding.says in shown else (finding.says,)
    lines = [*says, *(f"- {line}" for line in finding.evidence)]
    return Group(head, _resource(finding.resource), *map(_indented, lines), Text())


def _resource(resource: str) -> Padding:
    text = Text(printable(resource), style="cyan", overflow="fold")
    return Padding(text, (0, 0, 0, 2), expand=False)


def _indented(line: str) -> Padding:
    return Padding(Text(printable(line)), (0, 0, 0, 2), expand=False)


def fixes_group(fixes: Iterable[FixOffer]) -> Group:
    """What would mend it."""
    lines = [Text(f"- {fix.title}  ({fix.id})") for fix in fixes]
    return Group(Text("What would mend it, the best first", style="bold"), *lines)


def word(status: Status) -> Text:
    """A status with its mark."""
    return Text(f"{_MARK[status]} {status.value}", style=STYLE[status])
