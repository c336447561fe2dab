"""The log as a CSV file, record by record, in the direct message with who asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from bot.core.change.log_record import LogRecord
from bot.core.texts.csv_file import csv_file
from bot.core.texts.log import CSV_COMMENT, CSV_CUT, CSV_FAILED, CSV_HEAD, CSV_SENT
from bot.features.log.entries import LogReader
from bot.jobs.context import Context
from bot.jobs.reply import reply_text
from bot.slack.reach import Refused, or_refused
from bot.store.attributes import stamp

_MOST = 5_000
"""Records of one file: each may hold a policy before and after."""


def export_log(context: Context, log: LogReader) -> None:
    """Send it, and say so. Raises SlackError to be tried again, StoreError."""
    wanted = (record for record in log.records() if log.fits(record))
    found = tuple(islice(wanted, _MOST + 1))
    sent = or_refused("the log as a CSV file", lambda: _send(context, log.account, found))
    if isinstance(sent, Refused):
        reply_text(context, CSV_FAILED.format(code=sent.code))
    else:
        reply_text(context, CSV_SENT.format(count=min(len(found), _MOST)))


def _send(context: Context, account: str, found: Sequence[LogRecord]) -> None:
    slack, name = context.slack, f"log-{account}-{context.clock():%Y-%m-%d}.csv"
    records = found[:_MOST]
    content = csv_file([CSV_HEAD, *(tuple(_row(record)) for record in records)])
    comment = CSV_CUT if len(found) > _MOST else CSV_COMMENT
    said = comment.format(account=account, count=len(records))
    slack.upload(slack.direct(context.job.place.user), name, content, said)


def _row(record: LogRecord) -> Iterator[str]:
    yield from (stamp(record.at), record.who, record.what, record.account, record.budget)
    yield from (record.change, record.fix, record.undoes, str(record.step or ""), record.call)
    yield from (record.resource, record.why, record.ticket, record.before, record.after)
