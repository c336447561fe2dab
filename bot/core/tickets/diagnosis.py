"""What is wrong: the leading finding, the path hop by hop, whatever else was found."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.findings import Finding, Report, Status
from bot.core.texts.report import leading, path_groups
from bot.core.tickets.section import Section


def diagnosis(report: Report) -> Iterator[Section]:
    """The sections of the diagnosis, the most telling first."""
    first = leading(report)
    if first:
        yield Section("finding", f"What is wrong: {first.code}", first.says, _where(first))
        if first.evidence:
            yield Section("evidence", "Evidence", points=first.evidence)
    yield from _paths(report)
    others = tuple(_also(f) for f in report.findings if f is not first and f.status != Status.OK)
    if others:
        yield Section("others", "Also found", points=others)


def _where(finding: Finding) -> tuple[str, ...]:
    return (f"Resource: {finding.resource}",) if finding.resource else ()


def _also(finding: Finding) -> str:
    return f"{finding.status.value} {finding.code}, {finding.resource}: {finding.says}"


def _paths(report: Report) -> Iterator[Section]:
    """Notifications whose paths are the same share a section."""
    for number, group in enumerate(path_groups(report), 1):
        hops = (f"{h.status.value} {h.hop.value}, {h.resource}: {h.says}" for h in group.path.hops)
        yield Section(
            f"path-{number}", f"The path of {', '.join(group.titles)}", points=tuple(hops)
        )
