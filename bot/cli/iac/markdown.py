"""The verdict on a template or plan for the comment of a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.cli.output import printable
from bot.core.findings import Finding, Status
from bot.core.iac.judged import Judged, Verdict

_MARK = {Status.OK: "✅", Status.AT_RISK: "⚠️", Status.UNKNOWN: "❔", Status.BROKEN: "❌"}
_SAYS = {
    Status.OK: "every alert would arrive",
    Status.AT_RISK: "an alert may not arrive",
    Status.UNKNOWN: "whether every alert would arrive cannot be told",
    Status.BROKEN: "an alert would not arrive",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~@:&-])")


def as_markdown(verdict: Verdict, file: str) -> str:
    """A headline, then a row for each finding that is not OK, then what is taken for granted."""
    return "\n".join(_lines(verdict, file))


def _lines(verdict: Verdict, file: str) -> Iterator[str]:
    status = verdict.status
    yield f"### {_MARK[status]} budget-check: {_headline(verdict)}"
    if verdict.opaque:
        yield ""
        yield f"{_escaped(verdict.opaque.expression)} may still change any of it."
    rows = [row for one in verdict.judged for row in _rows(one, file)]
    if rows:
        yield from ("", "| | sender | finding | where |", "|---|---|---|---|", *rows)
    fine = [_named(o) for o in verdict.judged if o.report.verdict is Status.OK]
    if fine:
        yield ""
        yield f"{_MARK[Status.OK]} Arrives: {', '.join(map(_escaped, fine))}."
    taken = list(dict.fromkeys(words for one in verdict.judged for words in one.assumes))
    if taken:
        yield from ("", "Taken for granted:", *(f"- {_escaped(words)}" for words in taken))


def _headline(verdict: Verdict) -> str:
    if not verdict.judged and not verdict.opaque:
        return f"nothing in this {verdict.source} publishes to a topic"
    return _SAYS[verdict.status]


def _rows(one: Judged, file: str) -> Iterator[str]:
    for finding in one.report.findings:
        if finding.status is not Status.OK:
            cells = (
                f"{_MARK[finding.status]} {finding.status.value}",
                _escaped(_named(one)),
                f"`{finding.code}` {_escaped(finding.says)}",
                _where(one, finding, file),
            )
            yield f"| {' | '.join(cells)} |"


def _named(one: Judged) -> str:
    return f"{one.report.sender.subject} {one.report.budget}"


def _where(one: Judged, finding: Finding, file: str) -> str:
    place = one.place_of(finding)
    line = f", {_escaped(file)} line {place.line}" if place.line else ""
    return f"{_escaped(place.address)}{line}"


def _escaped(words: str) -> str:
    """Other people's text: no markup, no mention of anybody, one line."""
    flat = " ".join(printable(words.replace("\n", " ")).split())
    return _SPECIAL.sub(_entity, flat)


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[1])};" if found[1] in "<>&|@`" else f"\\{found[1]}"
