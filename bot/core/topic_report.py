"""From what was read of a topic to the answer: each sender judged by itself, what they share once.

A fault of the topic, its key's state or its subscribers is everybody's; what a policy says is one
sender's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.arns import parse_arn
from bot.core.findings import Finding, FixOffer, Hop, Report, Status, worst
from bot.core.fixes import Fix, all_fixes
from bot.core.model.path import Facts
from bot.core.model.subject import Subject
from bot.core.model.topic_facts import TopicFacts, UnreadSender
from bot.core.reference import called, of_topic
from bot.core.report import judge
from bot.core.senders import Origin, Sender
from bot.core.texts.words import listed


@dataclass(frozen=True, slots=True)
class SenderVerdict:
    """What becomes of what one budget, alarm or rule publishes to the topic.

    `findings` are its own; those that all share are the topic's. `report` is the whole answer.
    """

    sender: Sender
    name: str
    arn: str
    verdict: Status
    findings: tuple[Finding, ...]
    report: Report


@dataclass(frozen=True, slots=True)
class TopicReport:
    """The whole answer for one topic.

    `senders` come with the worst first, `findings` are of the hops that they share. The verdict is
    the worst of all, and never OK where a sender's list could not be read. `unread` names those,
    `skipped` the senders that nobody looked at.
    """

    topic: str
    account: str
    checked_at: datetime
    verdict: Status
    senders: tuple[SenderVerdict, ...]
    findings: tuple[Finding, ...]
    fixes: tuple[FixOffer, ...] = ()
    unread: tuple[UnreadSender, ...] = ()
    skipped: tuple[Sender, ...] = ()

    @property
    def reference(self) -> str:
        """What stands for the topic (`bot.core.reference`)."""
        return of_topic(self.topic)

    @property
    def called(self) -> str:
        """The topic for people: "topic site-alerts"."""
        return called(self.reference)

    @property
    def worst(self) -> Report | None:
        """The whole answer of the sender that fares worst; None where nothing publishes."""
        return self.senders[0].report if self.senders else None


AnyReport = Report | TopicReport
"""The answer to any check."""


def judge_topic(facts: TopicFacts, *, allow_unencrypted: bool = False) -> TopicReport:
    """Every known sender of the topic. `allow_unencrypted` lets the last resort be offered."""
    shared = _shared(facts)
    common = {_fault(one) for one in shared.findings}
    each = list(facts.facts())
    reports = _judged(each, allow_unencrypted)
    found = [_verdict(one, report, common) for one, report in zip(each, reports, strict=True)]
    senders = tuple(sorted(found, key=lambda one: -one.verdict.rank))
    return TopicReport(
        topic=facts.address,
        account=facts.account,
        checked_at=facts.now,
        verdict=worst([shared.verdict, *(s.verdict for s in senders), *_unread(facts)]),
        senders=senders,
        findings=shared.findings,
        fixes=tuple(_offers(senders)),
        unread=facts.unread,
        skipped=facts.skipped,
    )


def _judged(each: Iterable[Facts], allow_unencrypted: bool) -> Iterator[Report]:
    """Each judged; of one sender's that are alike in what is found, the first says what mends it.

    A fix lets a sender in, whatever its subject, so it mends them all; to try it for each of some
    hundred alarms would take far longer than all the rest.
    """
    begun: set[str] = set()
    whole: dict[tuple[object, ...], Report] = {}
    for one in each:
        quick = judge(one, mends=False) if one.sender.id in begun else None
        if quick and _alike(quick) in whole:
            yield _with_fixes_of(whole[_alike(quick)], quick)
            continue
        report = judge(one, allow_unencrypted=allow_unencrypted)
        begun.add(one.sender.id)
        whole[_alike(report)] = report
        yield report


def _alike(report: Report) -> tuple[object, ...]:
    return (report.sender.id, *map(_kind, report.findings))


def _kind(finding: Finding) -> tuple[object, ...]:
    return finding.code, finding.status, finding.via


def _with_fixes_of(other: Report, report: Report) -> Report:
    fixes = {_kind(finding): finding.fixes for finding in other.findings}
    findings = tuple(replace(one, fixes=fixes[_kind(one)]) for one in report.findings)
    return replace(report, findings=findings, fixes=other.fixes)


def _verdict(facts: Facts, report: Report, common: set[tuple[object, ...]]) -> SenderVerdict:
    own = tuple(one for one in report.findings if _fault(one) not in common)
    return SenderVerdict(facts.sender, facts.name, _arn(facts), report.verdict, own, report)


def _arn(facts: Facts) -> str:
    """That of the subject; a budget's follows from its name."""
    if isinstance(facts.subject, Subject):
        return facts.subject.arn
    parts = (parse_arn(address) for address in facts.topics)
    partition = next((arn.partition for arn in parts if arn), "aws")
    return facts.sender.source(Origin(facts.account, partition, name=facts.name))


_ANYBODY = Sender("anybody", "whoever publishes", {}, across_accounts=True, across_regions=True)
"""Its policies are left out, by its being a role: what is said of it is said of all."""


@dataclass(frozen=True, slots=True)
class _Shared:
    findings: tuple[Finding, ...]
    verdict: Status


def _shared(facts: TopicFacts) -> _Shared:
    """What is true of the topic whoever publishes, and what that adds up to."""
    arn = parse_arn(facts.address)
    region = arn.region if arn else ""
    anybody = Subject(_ANYBODY, facts.account, region, "", "", (facts.address,), role="anybody's")
    report = judge(facts.facts_of(anybody))
    found = tuple(one for one in report.findings if one.hop is not Hop.SENDER)
    hops = (hop for path in report.paths for hop in path.hops if hop.hop is not Hop.SENDER)
    return _Shared(found, worst(hop.status for hop in hops))


def _fault(finding: Finding) -> tuple[object, ...]:
    return (*finding.fault, finding.status)


def _unread(facts: TopicFacts) -> Iterator[Status]:
    """A list that was not read may hold somebody who is shut out."""
    yield from (Status.UNKNOWN for _ in facts.unread)


def _offers(senders: Sequence[SenderVerdict]) -> Iterator[FixOffer]:
    """Each fix once, best first, with the names of those whom it serves."""
    for fix in all_fixes():
        served = [one.sender for one in senders if fix.id in _wanted(one.report.fixes)]
        if served:
            yield FixOffer(fix.id, fix.act.format(sender=_titles(served)), _label(fix, served))


def _wanted(fixes: Iterable[FixOffer]) -> set[str]:
    return {fix.id for fix in fixes}


def _titles(senders: Iterable[Sender]) -> str:
    return listed(one.title for one in senders)


def _label(fix: Fix, served: Sequence[Sender]) -> str:
    several = len({one.id for one in served}) > 1
    return fix.label.format(sender="them") if several else fix.labelled(served[0])
