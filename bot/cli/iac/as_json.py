"""The verdict on a template or plan as JSON (docs/plan.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from bot.cli.as_json import finding_object, report_object
from bot.core.iac.judged import Judged, Verdict


def as_json(verdict: Verdict, file: str) -> str:
    """One JSON object, with the report of every budget and every other sender in it."""
    whole = {
        "file": file,
        "source": verdict.source,
        "account": verdict.account or None,
        "region": verdict.region or None,
        "verdict": verdict.status.value,
        "hangs_on": verdict.opaque.expression if verdict.opaque else None,
        "senders": [_sender(one, file) for one in verdict.judged],
    }
    return json.dumps(whole, indent=2, ensure_ascii=False)


def _sender(one: Judged, file: str) -> Mapping[str, object]:
    findings = [
        {**finding_object(finding), **_place(one.place_of(finding).address, file)}
        | {"line": one.place_of(finding).line}
        for finding in one.report.findings
    ]
    place = {**_place(one.place.address, file), "line": one.place.line}
    told = {**report_object(one.report), "findings": findings, "assumes": list(one.assumes)}
    return {**place, **told}


def _place(address: str, file: str) -> Mapping[str, object]:
    return {"address": address, "file": file}
