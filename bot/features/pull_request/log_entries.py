"""The records of pull requests in the log; most of their words are those of their life cycle."""

from __future__ import annotations

from datetime import datetime

from bot.core.change.change import ChangePlace
from bot.core.change.log_record import LogRecord
from bot.core.log_entry import PULL_REQUEST_ASKED
from bot.core.pull_requests.run import PullRequestEvent, PullRequestRun
from bot.features.pull_request.prepare import Prepared
from bot.jobs.context import Context

ITSELF = "budget-check"
"""Who did what no person did."""
NOT_OPENED = "could not open a pull request"


def of_event(
    run: PullRequestRun, event: PullRequestEvent, at: datetime, who: str, why: str = ""
) -> LogRecord:
    """The record of what happens to it next."""
    return LogRecord(
        id=f"PULL-REQUEST.{run.pull_request}.{run.opened:%Y%m%d%H%M%S}.{event.name}",
        at=at,
        who=who,
        what=event.row.log,
        account=run.account,
        budget=run.budget,
        resource=run.resources[0],
        why=why,
        place=run.place,
        ticket=run.pull_request,
    )


def asked(context: Context, made: Prepared, ts: str) -> LogRecord:
    """What is written down before anything is opened."""
    return _of(context, made, ts, PULL_REQUEST_ASKED, f"in {made.mend.place.repository}")


def not_opened(context: Context, made: Prepared, ts: str, why: str) -> LogRecord:
    """The host did not open it."""
    return _of(context, made, ts, NOT_OPENED, why)


def _of(context: Context, made: Prepared, ts: str, did: str, why: str) -> LogRecord:
    draft = made.mend.draft
    return LogRecord(
        id=f"PULL-REQUEST.{context.job.id}.{did.replace(' ', '-')}",
        at=context.clock(),
        who=context.job.place.user,
        what=did,
        account=draft.account,
        budget=draft.budget,
        resource=made.mend.statements[0].resource,
        why=why,
        place=ChangePlace(context.job.place.channel, ts),
    )
