"""What has to be said when a verdict turned, for the outbox: how it turned, the budget's answers
drawn anew, and the event for other programs.

Of one budget there is one message of the first two: what turned again before it was told is told as
it is then.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.arns import parse_arn
from bot.core.findings import Report, Status
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.answers import UpdateAnswers
from bot.core.jobs.watch import TellVerdictChange
from bot.core.outgoing import Outgoing, Says
from bot.core.root_cause import root_cause
from bot.core.texts.report import leading
from bot.core.verdict_change import AffectedBudget, VerdictChange
from bot.features.check.last_verdict import posts_turned
from bot.features.watch.acts import BEFORE
from bot.features.watch.resource_changed import dependents
from bot.features.watch.verdict_event import event_messages
from bot.jobs.context import Context
from bot.jobs.outbox import kept
from bot.jobs.silence import new_cause
from bot.store.verdicts import Beside, LastVerdict


def verdict_messages(context: Context, report: Report, cause: str) -> Says[AffectedBudget]:
    """The messages of a budget whose check is `report`.

    `cause` is what may have turned others too, "" where it is this budget's alone.
    """
    first = leading(report)

    def says(affected: AffectedBudget) -> tuple[Outgoing, ...]:
        whole = replace(affected, says=first.says if first else "")
        told = _told(whole, cause or _shared_cause(context, affected, report))
        answers = UpdateAnswers(affected.account, affected.budget)
        id = f"watch:{affected.account}:{affected.budget}"
        # The version before may have told it, and died before it wrote that down.
        turned = Job(context.new_id(), NOBODY, told, unsure=context.job.unsure)
        return (
            kept(context, id, turned),
            kept(context, f"{id}:answers", Job(context.new_id(), NOBODY, answers)),
            *event_messages(context, whole, first.code if first else ""),
        )

    return says


def beside(context: Context) -> Beside:
    """The messages where nothing turned since the watch last told: a snoozed fault that gave way to
    another, and posts to be drawn anew where somebody's check had seen it otherwise.
    """
    both = new_cause(context), posts_turned(context)
    return lambda was, now: tuple(message for says in both for message in says(was, now))


def affected_budget(what: TellVerdictChange, kept: LastVerdict) -> AffectedBudget:
    """As it was kept, on the topics and keys of its last check."""
    return AffectedBudget(
        what.account,
        what.budget,
        VerdictChange(what.turned),
        Status(what.verdict),
        what.says,
        datetime.fromisoformat(what.since) if what.since else None,
        what.teller,
        datetime.fromisoformat(what.at),
        kept.topics,
        kept.keys,
    )


def _shared_cause(context: Context, affected: AffectedBudget, report: Report) -> str:
    """CloudTrail's id of the change of what decides, since the budget was last seen otherwise: what
    else it broke is told by it too. "" where none is known.

    A budget that was made, or asked about, right before is often checked first for that alone.
    """
    cause, since = root_cause(report), affected.since
    if affected.turned is not VerdictChange.BROKE or since is None or cause is None:
        return ""
    if parse_arn(cause.resource) is None:
        return ""
    changes = context.store.resource_changes.on(cause.resource, since - BEFORE)
    newest = next(iter(changes), None)
    others = newest and len(set(dependents(context.store.verdicts, newest))) > 1
    return newest.event if newest and others else ""


def _told(affected: AffectedBudget, cause: str) -> TellVerdictChange:
    return TellVerdictChange(
        affected.account,
        affected.budget,
        affected.turned.value,
        affected.verdict.value,
        affected.says,
        affected.since.isoformat() if affected.since else "",
        affected.teller,
        affected.at.isoformat(),
        cause,
    )
