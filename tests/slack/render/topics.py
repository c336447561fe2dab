"""Answers about topics of every shape, for everything that draws one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.core.findings import Finding, FixOffer, Hop, Status
from bot.core.model.read import Cause, ReadFailed
from bot.core.model.topic_facts import UnreadSender
from bot.core.senders import BUDGETS, Sender, sender_by
from bot.core.topic_report import SenderVerdict, TopicReport
from bot.slack.render.subject import Choosable
from bot.slack.render.topic_details import topic_details_view
from tests.jobs.fakes import ACCOUNT, NOW, TOPIC
from tests.slack.render.shapes import path, report

ALARM = sender_by("alarm") or BUDGETS
CONFIG = sender_by("config") or BUDGETS
REFUSED = ReadFailed("events:ListEventBuses", "arn:aws:events:x", Cause.REFUSED, "not authorized")
LET_IN = FixOffer("allow-on-key", "Let them use the key", "Let them use the key")


def silent(says: str) -> Finding:
    """What is wrong with the key, for a sender that is not in its policy."""
    hop, fixes = Hop.KEY, (LET_IN.id,)
    return Finding(hop, "key.policy-silent", Status.BROKEN, TOPIC, says, (says,), fixes=fixes)


def verdict(
    name: str, status: Status = Status.BROKEN, said: str = "", sender: Sender = ALARM
) -> SenderVerdict:
    """A sender of the topic; one that is not sound has one fault, which a fix mends."""
    found = () if status is Status.OK else (replace(silent(said), status=status),)
    whole = report(name, status, (path(0, status, said),), found)
    whole = replace(whole, sender=sender, subject=f"alarm::{name}", fixes=(LET_IN,))
    arn = f"arn:aws:cloudwatch:us-east-1:{ACCOUNT}:alarm:{name}"
    return SenderVerdict(sender, name, arn, status, found, whole)


def topic_report(*senders: SenderVerdict, **different: object) -> TopicReport:
    """The report of these, the worst first."""
    worst = senders[0].verdict if senders else Status.OK
    made = TopicReport(TOPIC, ACCOUNT, NOW, worst, senders, ())
    changes: dict[str, object] = {"fixes": () if worst is Status.OK else (LET_IN,), **different}
    return replace(made, **changes)  # type: ignore[arg-type]


def reports(budget: str, said: str) -> list[tuple[TopicReport, str]]:
    """Each with what its push text has to say."""
    broken = verdict(budget, said=said)
    well = verdict(budget, Status.OK)
    many = [verdict(f"{budget} {n}", said=said) for n in range(400)]
    unread = UnreadSender(CONFIG, REFUSED)
    return [
        (topic_report(broken), "its only sender does not reach it"),
        (topic_report(*many), "none of its 400 senders reaches it"),
        (
            topic_report(broken, well, unread=(unread,), skipped=(CONFIG,)),
            "1 of 2 senders does not reach it, and not all could be read",
        ),
        (
            topic_report(verdict(budget, Status.UNKNOWN, said), findings=(silent(said),)),
            "cannot tell whether its only sender reaches it",
        ),
        (
            topic_report(verdict(budget, Status.AT_RISK, said), well, well),
            "1 of 3 senders can stop reaching it",
        ),
    ]


def choosable(budget: str, said: str) -> list[Choosable]:
    """Things to choose from."""
    return [Choosable(one, ACCOUNT, f"alarm::{budget}") for one in (budget, said)]


def views() -> list[Mapping[str, object]]:
    """The details of each."""
    each = reports("cost of everything", "Somebody said no at 2026-11-28 15:32 UTC.")
    return [topic_details_view(made, "j") for made, _ in each]
