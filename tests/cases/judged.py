"""Whether what is said of a case is right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.core.findings import Finding, Report, Status
from bot.core.tickets import draft
from tests.cases.case import Case

MADE_UP = (r"\b192\.0\.2\.\d", r"\b0{12}\b", r"aws-internal", r"\bA(RO|ID)A0{6}")
"""Values that nobody has: none may be told of a request as a fact."""


def assert_right(case: Case, report: Report) -> None:
    """The verdict, the finding, the words and the fixes of the report are those of the case."""
    assert report.verdict.value in case.verdict, _said(report)
    if case.at:
        assert any(_is_at(finding, case.at) for finding in _wrong(report)), _said(report)
    assert {finding.code for finding in report.findings} >= set(case.codes), _said(report)
    _assert_words(case, report)
    offered = {fix.id for fix in report.fixes}
    assert offered >= set(case.offers), f"{offered}: {_said(report)}"
    assert offered.isdisjoint(case.never_offers), f"{offered}: {_said(report)}"


def _assert_words(case: Case, report: Report) -> None:
    told, everything = _text(_wrong(report)), _text(report.findings)
    if report.verdict is Status.OK:
        told = "\n".join((everything, *(hop.says for path in report.paths for hop in path.hops)))
    for pattern in case.tells:
        assert _finds(pattern, told), f"{pattern!r} is not told in:\n{told}"
    for pattern in (*case.never_tells, *MADE_UP):
        assert not _finds(pattern, everything), f"{pattern!r} is told in:\n{everything}"
    ticket = _ticket(report) if case.ticket else ""
    for pattern in case.ticket:
        assert _finds(pattern, ticket), f"{pattern!r} is not in the ticket:\n{ticket}"


def _finds(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def _wrong(report: Report) -> tuple[Finding, ...]:
    return tuple(finding for finding in report.findings if finding.status is not Status.OK)


def _is_at(finding: Finding, at: str) -> bool:
    return at in {finding.code, finding.hop.value}


def _text(findings: Iterable[Finding]) -> str:
    return "\n".join(line for finding in findings for line in (finding.says, *finding.evidence))


def _said(report: Report) -> str:
    codes = ", ".join(f"{finding.code} {finding.status}" for finding in report.findings)
    return f"{report.verdict}: {codes}\n{_text(report.findings)}"


def _ticket(report: Report) -> str:
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    for section in draft(report).sections:
        yield from (section.says, *section.points, section.code)
