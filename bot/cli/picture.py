"""A report as a picture of the path in the terminal. No sentence is said twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from bot.cli.output import printable
from bot.cli.status_word import STYLE, code_word, status_word
from bot.core.findings import Finding, FixOffer, HopReport, Report, Status
from bot.core.texts.report import PathGroup, headline, leading, path_groups


class Said:
    """What was said already."""

    def __init__(self) -> None:
        self._said = set[str]()

    def new(self, sentences: Iterable[str]) -> Iterator[str]:
        """Those that were not; now they are."""
        for one in sentences:
            if one not in self._said:
                self._said.add(one)
                yield one


def draw(report: Report, console: Console) -> None:
    """Print the verdict, each path hop by hop, every finding with its evidence, and what helps."""
    said = Said()
    console.print(_headline(report, said))
    for group in path_groups(report):
        console.print(_path(group, said))
    for finding in report.findings:
        lines = _lines(finding, said)
        if finding.status is not Status.OK or lines:
            console.print(_finding(finding, lines))
    if report.fixes:
        in_one = (report.together_on(topic) for topic in report.topics)
        console.print(fixes_group(dict.fromkeys([*filter(None, in_one), *report.fixes])))


def _headline(report: Report, said: Said) -> Group:
    title = Text.assemble((printable(report.budget), "bold"), "  ", status_word(report.verdict))
    facts = f"account {report.account or 'unknown'}, checked {report.checked_at:%Y-%m-%d %H:%M} UTC"
    first = leading(report)
    says = first.says if first else "Every hop of the path was read."
    verdict = Text(headline(report), style=STYLE[report.verdict])
    reasons = (Text(printable(one)) for one in said.new([says]))
    return Group(title, Text(facts, style="dim"), Text(), verdict, *reasons, Text())


def _path(group: PathGroup, said: Said) -> Group:
    title = Text(printable(", ".join(group.titles)), style="bold")
    hops = (Padding(_hop(h, said), (0, 0, 0, 2), expand=False) for h in group.path.hops)
    return Group(title, *hops, Text())


def _hop(hop: HopReport, said: Said) -> Group:
    head = Text.assemble(status_word(hop.status), "  ", (hop.hop.value, "bold"))
    return Group(head, _resource(hop.resource), *map(_indented, said.new([hop.says])))


def finding_group(finding: Finding, said: Said) -> Group:
    """A finding with its evidence, without what was said already."""
    return _finding(finding, _lines(finding, said))


def _lines(finding: Finding, said: Said) -> list[str]:
    return [*said.new([finding.says]), *(f"- {one}" for one in said.new(finding.evidence))]


def _finding(finding: Finding, lines: Iterable[str]) -> Group:
    head = Text.assemble(status_word(finding.status), "  ", code_word(finding.code))
    return Group(head, _resource(finding.resource), *map(_indented, lines), Text())


def _resource(resource: str) -> Padding:
    text = Text(printable(resource), style="cyan", overflow="fold")
    return Padding(text, (0, 0, 0, 2), expand=False)


def _indented(line: str) -> Padding:
    return Padding(Text(printable(line)), (0, 0, 0, 2), expand=False)


def fixes_group(offers: Iterable[FixOffer]) -> Group:
    """What would mend it; several faults of one path as one change first, as in Slack."""
    lines = [Text(f"- {fix.title}  ({fix.id})") for fix in offers]
    return Group(Text("What would mend it, the best first", style="bold"), *lines)
