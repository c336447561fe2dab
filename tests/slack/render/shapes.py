"""Reports of every shape, for everything that draws one."""

from __future__ import annotations

from bot.core.findings import Finding, FixOffer, Hop, HopReport, PathReport, Report, Status
from bot.core.model.budget import Notification
from bot.core.model.read import Cause, ReadFailed
from tests.jobs.fakes import ACCOUNT, NOW, TOPIC

FOX = "🦊" * 100
NASTY = '<!channel> <@U0MENDER> *x* _y_ `z` ~q~ :smile: @here <http://a|b> & "q"'
KEY = "The key's policy says nothing for AWS Budgets, so KMS refuses the call that SNS needs."


def notification(n: int = 0) -> Notification:
    return Notification("ACTUAL", "GREATER_THAN", 10.0 * (n + 1), "PERCENTAGE", "OK")


def finding(
    code: str = "key.policy-silent",
    status: Status = Status.BROKEN,
    says: str = KEY,
    evidence: tuple[str, ...] = ('Statement 1 ("root") names only the account.',),
) -> Finding:
    return Finding(Hop(code.partition(".")[0]), code, status, TOPIC, says, evidence)


def path(
    n: int, verdict: Status = Status.BROKEN, says: str = KEY, topic: str = TOPIC
) -> PathReport:
    hops = tuple(
        HopReport(hop, verdict, topic, says)
        if hop is Hop.KEY
        else HopReport(hop, Status.OK, topic, f"Works: {says}")
        for hop in Hop
        if hop is not Hop.SENDER
    )
    return PathReport(notification(n), topic, verdict, hops, (finding(),))


def report(
    name: str = "cost",
    verdict: Status = Status.BROKEN,
    paths: tuple[PathReport, ...] = (),
    findings: tuple[Finding, ...] = (),
    fixes: int = 0,
) -> Report:
    offers = tuple(
        FixOffer(f"fix-{n}", f"Do what number {n} says", f"Do number {n}") for n in range(fixes)
    )
    return Report(name, ACCOUNT, NOW, verdict, paths, findings, offers)


REPORTS: dict[str, Report] = {
    "no notification": report(
        paths=(PathReport(None, None, Status.BROKEN, (), ()),),
        findings=(finding("budget.no-notifications"),),
    ),
    "unread notifications": report(
        verdict=Status.UNKNOWN,
        paths=(
            PathReport(
                ReadFailed("budgets:ViewBudget", "cost", Cause.REFUSED),
                None,
                Status.UNKNOWN,
                (),
                (),
            ),
        ),
        findings=(finding("budget.unreadable", Status.UNKNOWN),),
    ),
    "nothing at all": report(),
    "one": report(paths=(path(0),), findings=(finding(),), fixes=3),
    "all well": report(verdict=Status.OK, paths=(path(0, Status.OK),)),
    "at risk": report(verdict=Status.AT_RISK, paths=(path(0, Status.AT_RISK),), findings=()),
    "10 notifications on one topic": report(
        paths=tuple(path(n) for n in range(10)), findings=(finding(),)
    ),
    "11 topics": report(
        paths=tuple(path(n, topic=f"{TOPIC}-{n}") for n in range(11)), findings=(finding(),)
    ),
    "60 topics, every hop says a lot": report(
        paths=tuple(path(n, topic=f"{TOPIC}-{n}", says=f"{n} " * 400) for n in range(60)),
        findings=tuple(finding(says=f"{n} " * 500) for n in range(60)),
        fixes=8,
    ),
    "a name of 100 foxes": report(
        FOX, paths=(path(0, says=FOX * 5),), findings=(finding(says=FOX * 40, evidence=(FOX * 9,)),)
    ),
    "nasty text everywhere": report(
        NASTY, paths=(path(0, says=NASTY, topic=NASTY),), findings=(finding(says=NASTY),)
    ),
    "32 KB of evidence": report(
        paths=(path(0),), findings=(finding(evidence=("x" * 32_768, "{ } " * 8_000)),)
    ),
    "200 KB in one finding": report(
        paths=(path(0),), findings=(finding(evidence=("word " * 40_000,)),)
    ),
    "60 findings": report(
        paths=(path(0),),
        findings=tuple(finding(evidence=("because " * 50,) * 3) for _ in range(60)),
    ),
    "200 findings": report(paths=(path(0),), findings=(finding(),) * 200),
    "empty words": report(paths=(path(0, says=""),), findings=(finding(says=" ", evidence=("",)),)),
    "no account": Report("x", "", NOW, Status.UNKNOWN, (), (finding("budget.unreadable"),)),
}
