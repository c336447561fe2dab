"""A topic's report in the terminal: sender by sender, then what all share."""

from __future__ import annotations

from rich.console import Console, Group
from rich.text import Text

from bot.cli.output import printable
from bot.cli.picture import Said, finding_group, fixes_group
from bot.cli.status_word import STYLE, status_word
from bot.core.findings import Status
from bot.core.texts.topic import headline, sender_title, skipped_line, unread_line
from bot.core.topic_report import SenderVerdict, TopicReport


def draw_topic(report: TopicReport, console: Console) -> None:
    """Print the verdict, each sender with its own findings, the shared ones, and what helps."""
    said = Said()
    console.print(_headline(report))
    for sender in report.senders:
        console.print(_sender(sender, said))
    for unread in report.unread:
        console.print(_unread(unread_line(unread)))
    if report.findings:
        console.print(Text("What all of them share", style="bold"))
        for finding in report.findings:
            console.print(finding_group(finding, said))
    if report.skipped:
        console.print(Text(f"{skipped_line(report.skipped)}\n"))
    if report.fixes:
        console.print(fixes_group(report.fixes))


def _headline(report: TopicReport) -> Group:
    title = Text.assemble((printable(report.topic), "bold"), "  ", status_word(report.verdict))
    facts = f"account {report.account or 'unknown'}, checked {report.checked_at:%Y-%m-%d %H:%M} UTC"
    says = Text(printable(headline(report)), style=STYLE[report.verdict])
    return Group(title, Text(facts, style="dim"), Text(), says, Text())


def _sender(one: SenderVerdict, said: Said) -> Group:
    head = Text.assemble(status_word(one.verdict), "  ", (printable(sender_title(one)), "bold"))
    arn = Text(f"  {printable(one.arn)}", style="cyan", overflow="fold")
    told = (f for f in one.findings if f.status is not Status.OK or f.evidence)
    return Group(head, *([arn] if one.arn else []), Text(), *(finding_group(f, said) for f in told))


def _unread(line: str) -> Group:
    return Group(Text.assemble(status_word(Status.UNKNOWN), "  ", printable(line)), Text())
