"""What a check leaves behind: a count, and the budget's last verdict for the list of budgets."""

from __future__ import annotations

import logging

from bot.core.alerts.lost import Applied, seen
from bot.core.arns import parse_arn
from bot.core.findings import Hop, Report
from bot.core.outgoing import Outgoing
from bot.core.proof.names import is_temporary
from bot.core.root_cause import root_cause
from bot.core.texts.report import leading
from bot.core.topic_report import AnyReport, TopicReport
from bot.core.verdict_change import verdict_change
from bot.errors import StoreError
from bot.jobs.changed_meanwhile import check_what_changed
from bot.jobs.context import Context
from bot.jobs.outbox import send_soon
from bot.jobs.renewal import posts_renewal
from bot.slack.render.fix_buttons import topics_of
from bot.store.verdicts import Beside, LastVerdict

_GATHERED = 1
"""Seconds: what turns within them is one drawing of the watch's posts."""
_log = logging.getLogger(__name__)


def keep_verdict(context: Context, report: AnyReport, applied: Applied | None = None) -> None:
    """Keep the verdict; a table that does not answer is logged, for the answer stands without.

    That of a proof's temporary budget is not kept: no list and no watch is to meet it.

    `applied` is a change of ours right before: what this check sees in ALARM was so before it.
    """
    context.measures.checked(report.verdict)
    if isinstance(report, TopicReport) or report.subject:
        return  # the verdicts that are kept are those of budgets
    if context.tables is None or not report.account or is_temporary(report.budget):
        return
    try:
        kept_now = last_verdict(report, applied)
        kept = context.store.verdicts.put_and_say(kept_now, posts_turned(context))
        send_soon(context, kept.messages if kept else (), _GATHERED, last=True)
        check_what_changed(context, kept)
    except StoreError as error:
        _log.error("Job %s: the verdict is not kept: %s", context.job.id, error)


def posts_turned(context: Context) -> Beside:
    """The message that has the posts about a budget drawn anew, where its verdict turned."""

    def says(was: LastVerdict | None, now: LastVerdict) -> tuple[Outgoing, ...]:
        if was is None or verdict_change(was.verdict, now.verdict) is None:
            return ()
        return (posts_renewal(context, now.account, now.budget),)

    return says


def last_verdict(report: Report, applied: Applied | None = None) -> LastVerdict:
    """What is kept of a report."""
    first = leading(report)
    keys = {hop.resource for path in report.paths for hop in path.hops if hop.hop is Hop.KEY}
    return LastVerdict(
        account=report.account,
        budget=report.reference,
        verdict=report.verdict,
        code=first.code if first else "",
        checked_at=report.checked_at,
        topics=tuple(topic for topic in topics_of(report) if parse_arn(topic)),
        keys=tuple(sorted(key for key in keys if ":kms:" in key and parse_arn(key))),
        spend=report.spend,
        alarmed=seen(report, applied),
        cause=root_cause(report),
    )
