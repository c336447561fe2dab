"""SNS: one job for each message that a topic delivered to budget-check's own subscription."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from bot.core.jobs import NOBODY, Job, dumps
from bot.core.jobs.alert_threads import Alerted

LARGEST = 1_000_000
"""SQS takes 1 MiB since 2025 and SNS delivers 256 KB at most. But a byte can grow to six in JSON
("\\u0001"), so a message of such bytes alone would not fit."""
_MOST_GROWN = 12
"""Bytes of one character: "\\ud83e\\udd8a"."""
CUT = "\n[cut here: the whole message is in the log of budget-check under its id]"
_log = logging.getLogger(__name__)


def take(event: Mapping[str, object], _id: str) -> tuple[Job, ...] | None:
    """A job for each record; None where the event is not SNS's."""
    records = event.get("Records")
    if not isinstance(records, list):
        return None
    messages = [_message(record) for record in records]
    if not messages or None in messages:
        return None
    return tuple(job_of(message) for message in messages if message is not None)


def _message(record: object) -> Mapping[str, object] | None:
    ours = isinstance(record, Mapping) and record.get("EventSource") == "aws:sns"
    message = record.get("Sns") if ours and isinstance(record, Mapping) else None
    return message if isinstance(message, Mapping) and _text(message, "MessageId") else None


def job_of(message: Mapping[str, object]) -> Job:
    """The job of one message, as SNS hands it to a function or writes it to a queue."""
    what = Alerted(
        message=_text(message, "MessageId"),
        topic=_text(message, "TopicArn"),
        subject=_text(message, "Subject"),
        body=_text(message, "Message"),
        at=_text(message, "Timestamp"),
    )
    return _fitting(Job(what.message, NOBODY, what), what)


def _fitting(job: Job, what: Alerted) -> Job:
    if len(dumps(job)) <= LARGEST:  # JSON in ASCII: as many bytes
        return job
    _log.warning("Message %s is too large for SQS, whole it is: %r", what.message, what.body)
    kept = what.body[: (LARGEST - 10_000) // _MOST_GROWN]
    return Job(job.id, job.place, what._replace(body=kept + CUT))


def _text(message: Mapping[str, object], name: str) -> str:
    value = message.get(name)
    return value if isinstance(value, str) else ""
