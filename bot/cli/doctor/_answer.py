"""All findings as text for a terminal, and as one JSON object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from rich.console import Console, Group
from rich.padding import Padding
from rich.text import Text

from bot.cli.doctor._finding import DoctorFinding, DoctorStatus, verdict
from bot.cli.output import printable

_STYLE = {
    DoctorStatus.FINE: "green",
    DoctorStatus.WARNING: "yellow",
    DoctorStatus.WRONG: "bold red",
    DoctorStatus.UNKNOWN: "magenta",
}
_MARK = {
    DoctorStatus.FINE: "✔",
    DoctorStatus.WARNING: "!",
    DoctorStatus.WRONG: "✘",
    DoctorStatus.UNKNOWN: "?",
}


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """What the doctor has to say: every finding with the title of its check, in order."""

    stage: str
    checked_at: datetime
    findings: tuple[tuple[str, DoctorFinding], ...]

    @property
    def verdict(self) -> DoctorStatus:
        """The worst of the findings."""
        return verdict(finding for _, finding in self.findings)


def as_json(answer: DoctorReport) -> str:
    """One object with every finding, and a line break."""
    findings = [
        {
            "check": title,
            "about": one.about,
            "status": one.status.value,
            "says": one.says,
            "do": one.do,
            "lines": list(one.lines),
        }
        for title, one in answer.findings
    ]
    told = {
        "stage": answer.stage,
        "checked_at": f"{answer.checked_at:%Y-%m-%dT%H:%M:%SZ}",
        "verdict": answer.verdict.value,
        "findings": findings,
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def as_text(answer: DoctorReport) -> str:
    """For a terminal, check by check; what is said in colour is said in words."""
    console = Console(highlight=False)
    with console.capture() as captured:
        console.print(_headline(answer))
        for title, group in groupby(answer.findings, key=lambda one: one[0]):
            console.print(Text(title, style="bold"))
            for _, finding in group:
                console.print(Padding(_one(finding), (0, 0, 0, 2), expand=False))
            console.print()
    # rich fills a block up with spaces, which would be copied along.
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())


def _headline(answer: DoctorReport) -> Group:
    where = f"stage {answer.stage}" if answer.stage else "this machine's environment"
    facts = f"{where}, checked {answer.checked_at:%Y-%m-%d %H:%M} UTC"
    title = Text.assemble(("budget-check's own set-up", "bold"), "  ", _word(answer.verdict))
    return Group(title, Text(facts, style="dim"), Text())


def _one(finding: DoctorFinding) -> Group:
    head = Text.assemble(_word(finding.status), "  ", (printable(finding.about), "cyan"))
    return Group(head, *(Padding(line, (0, 0, 0, 2), expand=False) for line in _lines(finding)))


def _lines(finding: DoctorFinding) -> Iterator[Text]:
    yield Text(printable(finding.says))
    if finding.do:
        yield Text(f"-> {printable(finding.do)}")
    for line in finding.lines:
        # Whole, however narrow the window is: it is there to be copied.
        yield Text(printable(line), style="cyan", overflow="ignore", no_wrap=True)


def _word(status: DoctorStatus) -> Text:
    return Text(f"{_MARK[status]} {status.value}", style=_STYLE[status])
