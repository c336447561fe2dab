"""The reports of a template or plan, with addresses in the place of made-up names."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from bot.core.findings import Finding, Report, Status, worst
from bot.core.iac.assumed import assumed
from bot.core.iac.declared import Declaration, Place
from bot.core.iac.facts import Planned, planned
from bot.core.iac.identity import Identities
from bot.core.iac.value import Unknown
from bot.core.report import judge
from bot.core.texts.words import listed

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Judged:
    """The report of one budget or other sender; `places` says where what a finding is about stands.

    `assumes` is what the verdict takes for granted.
    """

    place: Place
    report: Report
    places: Mapping[str, Place]
    assumes: tuple[str, ...] = ()

    def place_of(self, finding: Finding) -> Place:
        """Where what the finding is about stands; the budget's place for what is elsewhere."""
        return self.places.get(finding.resource, self.place)


@dataclass(frozen=True, slots=True)
class Verdict:
    """All senders of a template or plan, and where it is applied.

    `opaque` is what may still change any of it. `account` and `region` are "" where nobody said.
    """

    source: str
    account: str
    region: str
    judged: tuple[Judged, ...]
    opaque: Unknown | None = None

    @property
    def status(self) -> Status:
        """The worst of all senders; UNKNOWN where what was given may still become anything."""
        found = worst(one.report.verdict for one in self.judged)
        return worst((found, Status.UNKNOWN)) if self.opaque else found


def judge_all(declaration: Declaration, now: datetime) -> Verdict:
    """The same checks as live, over everything that is declared."""
    identities = declaration.identities
    named = _places(declaration)
    places = {identities.shown(arn): place for arn, place in named.items()}
    reports = (_judged(one, identities, places) for one in planned(declaration, now))
    return Verdict(
        declaration.source,
        identities.account,
        identities.region,
        tuple(reports),
        declaration.opaque,
    )


def _judged(one: Planned, identities: Identities, places: dict[str, Place]) -> Judged:
    report = judge(one.facts)
    told = replace(report, findings=tuple(_told(f, identities) for f in report.findings))
    paths = tuple(
        replace(path, findings=tuple(_told(f, identities) for f in path.findings))
        for path in told.paths
    )
    shown = _shown(replace(told, account=identities.account, paths=paths), identities)
    taken = tuple(map(identities.shown, assumed(one.facts, identities)))
    return Judged(one.place, shown, ChainMap({shown.budget: one.place}, places), taken)


def _told(finding: Finding, identities: Identities) -> Finding:
    """What cannot be told because of an expression says so, and nothing of the key for it."""
    left = identities.left_open(" ".join((finding.says, *finding.evidence)))
    begins = re.match(r"Whether .*? cannot be told", finding.says)
    if not left or finding.status is not Status.UNKNOWN or not begins:
        return finding
    are = "are" if len(left) > 1 else "is"
    says = (
        f"{begins.group()}: it hangs on {listed(left)}, which {are} known only once it is applied."
    )
    return replace(finding, says=says, evidence=())


def _places(declaration: Declaration) -> dict[str, Place]:
    """Every resource's place, by its ARN."""
    return {
        arn: one.place
        for one in declaration.declared
        if isinstance(arn := getattr(one, "arn", None), str) and hasattr(one, "place")
    }


def _shown(value: _T, identities: Identities) -> _T:
    """The same data with addresses in every text."""
    found: Any = value
    if isinstance(found, str) and type(found) is str:
        found = identities.shown(found)
    elif isinstance(found, tuple):
        found = tuple(_shown(one, identities) for one in found)
    elif is_dataclass(found) and not isinstance(found, type):
        made = {f.name: _shown(getattr(found, f.name), identities) for f in fields(found)}
        found = replace(found, **made)
    shown: _T = found
    return shown
