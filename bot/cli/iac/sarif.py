"""The verdict on a template or plan as SARIF 2.1.0, for code scanning.

OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0". A finding that leaves the
path OK is advice, and no result.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import PurePath

from bot.cli.meanings import link, meanings
from bot.cli.output import printable
from bot.core.findings import Finding, Status
from bot.core.iac.judged import Judged, Verdict
from bot.core.senders import BUDGETS
from bot.core.texts.summary import summary
from bot.core.texts.words import capital

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Status.BROKEN: "error", Status.UNKNOWN: "warning", Status.AT_RISK: "warning"}


def as_sarif(verdict: Verdict, file: str) -> str:
    """One SARIF log with one run."""
    found = [
        (one, finding)
        for one in verdict.judged
        for finding in one.report.findings
        if finding.status in _LEVELS
    ]
    codes = sorted({finding.code for _, finding in found})
    driver = {"name": "budget-check", "rules": [_rule(code) for code in codes]}
    results = [_result(one, finding, file, codes) for one, finding in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False)


def _rule(code: str) -> Mapping[str, object]:
    words = summary(code, BUDGETS) or code
    where = link(code)
    return {
        "id": code,
        "shortDescription": {"text": f"{capital(words).rstrip('.')}."},
        "help": {"text": meanings()[code].says},
        **({"helpUri": where} if where else {}),
    }


def _result(one: Judged, finding: Finding, file: str, codes: list[str]) -> Mapping[str, object]:
    place = one.place_of(finding)
    where: dict[str, object] = {"artifactLocation": {"uri": _uri(file)}}
    if place.line:
        where["region"] = {"startLine": place.line}
    mark = "\0".join((one.place.address, place.address, finding.code, finding.via or ""))
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.status],
        "message": {"text": printable(" ".join(_words(one, finding)))},
        "locations": [
            {
                "physicalLocation": where,
                "logicalLocations": [{"fullyQualifiedName": place.address, "kind": "resource"}],
            }
        ],
        "partialFingerprints": {"finding/v1": hashlib.sha256(mark.encode()).hexdigest()},
    }


def _words(one: Judged, finding: Finding) -> Iterator[str]:
    yield f"{capital(one.report.sender.subject)} {one.report.budget}:"
    yield finding.says
    yield from finding.evidence


def _uri(file: str) -> str:
    """A relative path as a relative reference; an absolute one, or standard input, as it stands."""
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else _quoted(path.as_posix())


def _quoted(path: str) -> str:
    return PurePath("/", path).as_uri().removeprefix("file:///")
