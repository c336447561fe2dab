"""From what was read to the answer: all checks over all paths, added up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from bot.core.accounts.organization import explained
from bot.core.checks import all_checks
from bot.core.findings import Finding, FixOffer, Hop, PathReport, Report, Status, worst
from bot.core.fixes import Fix, Trial, all_fixes, applicable, in_one, offered, trial
from bot.core.model.budget import Budget, Spend
from bot.core.model.path import Facts, Path
from bot.core.model.subject import Subject
from bot.core.proof.subject import why_not_provable
from bot.core.senders import Sender
from bot.core.simulate import codes_of
from bot.core.subscriptions.bot import ours_on
from bot.core.subscriptions.own import NONE, Own
from bot.core.subscriptions.verdict import subscription_verdict
from bot.core.texts.hops import hop_reports

_HOPS = list(Hop)


def judge(
    facts: Facts, *, allow_unencrypted: bool = False, ours: Own = NONE, mends: bool = True
) -> Report:
    """The whole answer for one budget.

    Budget, topic and key are in series, subscriptions are alternatives
    (docs/architecture.md, "Words"); a budget's verdict is the worst of its paths'.
    `allow_unencrypted` lets the last resort be offered; `ours` is where budget-check
    itself takes alerts. `mends` is False where nobody asks what would mend it: to try that takes
    most of the time. Never OK where anything in series is ReadFailed.
    """
    report = partial(_path_report, allow_unencrypted=allow_unencrypted, ours=ours, mends=mends)
    paths = tuple(report(path) for path in facts.paths())
    findings = _sorted(_each_once(f for path in paths for f in path.findings))
    return Report(
        budget=facts.name,
        account=facts.account,
        checked_at=facts.now,
        verdict=worst(path.verdict for path in paths),
        paths=paths,
        findings=findings,
        fixes=_offers(findings, facts.sender),
        names=facts.names,
        spend=_spend(facts),
        sender=facts.sender,
        subject=facts.reference if facts.subject is not None else "",
    )


def _spend(facts: Facts) -> Spend | None:
    found = facts.budget
    if not isinstance(found, Budget):
        return None
    return Spend(found.limit, found.actual, found.forecast, found.time_unit)


def _path_report(path: Path, *, allow_unencrypted: bool, ours: Own, mends: bool) -> PathReport:
    found = (explained(path, f) for check in all_checks() for f in check.run(path))
    settled = subscription_verdict(path, found)
    hops = tuple(hop_reports(path, settled))
    codes = codes_of(settled.findings)
    fixes = offered(codes, allow_unencrypted=allow_unencrypted) if mends else ()
    tried = [(fix, trial(fix, path, settled.findings)) for fix in fixes]
    findings = _sorted(_each_once(_with_fixes(f, tried) for f in settled.findings))
    every = partial(in_one, path, findings, allow_unencrypted=allow_unencrypted)
    all_in_one = every() if mends else None
    return PathReport(
        notification=path.notification,
        topic=path.address,
        verdict=worst(hop.status for hop in hops),
        hops=hops,
        findings=findings,
        extras=tuple(_offer(f, path.sender) for f in applicable(path, codes, ours) if mends),
        provable=not _unprovable(path) and _would_be_heard(path, ours),
        unprovable=_unprovable(path),
        together=_offer(all_in_one, path.sender) if all_in_one else None,
    )


def _unprovable(path: Path) -> str:
    """Why what the path starts from is not proved; "" where it can be, and for a budget."""
    return why_not_provable(path.subject) if isinstance(path.subject, Subject) else ""


def _would_be_heard(path: Path, ours: Own) -> bool:
    """Of an alarm its history tells; a budget's alert has to come to budget-check itself."""
    return isinstance(path.subject, Subject) or ours_on(path, ours) is not None


def _with_fixes(finding: Finding, tried: Iterable[tuple[Fix, Trial]]) -> Finding:
    """With the fixes that clear it here, and why one that is meant for it does not."""
    if finding.status is Status.OK:
        return finding
    meant = [(fix, found) for fix, found in tried if finding.code in fix.clears]
    fixes = tuple(fix.id for fix, found in meant if finding.code in found.clears)
    whys = (found.why for _, found in meant if found.why)
    return replace(finding, fixes=fixes, evidence=(*finding.evidence, *whys))


def _each_once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Notifications that share a topic share its findings, with all that was seen as evidence."""
    once: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        key = (finding.code, finding.status, finding.resource, finding.says, finding.via)
        known = once.get(key, finding)
        evidence = dict.fromkeys((*known.evidence, *finding.evidence))
        fixes = dict.fromkeys((*known.fixes, *finding.fixes))
        once[key] = replace(known, evidence=tuple(evidence), fixes=tuple(fixes))
    return once.values()


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Broken first, then along the path."""
    return tuple(sorted(findings, key=lambda f: (-f.status.rank, _HOPS.index(f.hop))))


def _offers(findings: Iterable[Finding], sender: Sender) -> tuple[FixOffer, ...]:
    wanted = {fix for finding in findings for fix in finding.fixes}
    return tuple(_offer(fix, sender) for fix in all_fixes() if fix.id in wanted)


def _offer(fix: Fix, sender: Sender) -> FixOffer:
    return FixOffer(fix.id, fix.titled(sender), fix.labelled(sender))
