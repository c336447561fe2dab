"""Lambda `events`: what AWS tells of itself, left as jobs (`bot.events` says which).

What nothing takes, and what could not be handed on, is kept whole in the log. What could not be
handed on is tried again by Lambda, and lies in the on-failure queue after that (deploy/queues.yml).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.utils import copy_config_to_registered_loggers
from aws_lambda_powertools.utilities.typing import LambdaContext

from bot.aws.http.call import Caller, SilentError
from bot.aws.http.queue import SqsQueue
from bot.aws.http.sns import SnsHosts
from bot.core.jobs import Job
from bot.errors import QueueError
from bot.events import jobs_of
from bot.events.inbox import Inbox
from bot.jobs.queue_router import QueueRouter
from bot.settings import Settings
from handlers import redrive, started
from handlers.dead_letters import DeadLetterQueue

_LOG = Logger(service="budget-check")
_SETTINGS = Settings.from_environment(os.environ).for_lambda()
_CALLER = Caller.of_function(
    os.environ, endpoint=_SETTINGS.aws_endpoint_url, timeout=5.0 + _SETTINGS.extra_timeout
)
_QUEUE = QueueRouter.between(_SETTINGS, lambda url: SqsQueue(_CALLER, url))
_INBOX = Inbox(SnsHosts(endpoint=_SETTINGS.aws_endpoint_url, timeout=5.0 + _SETTINGS.extra_timeout))
copy_config_to_registered_loggers(_LOG, "INFO")
_KEPT_FREE = 10_000
"""Milliseconds of the function's time that a redrive does not use."""
started()


class _Handed:
    """The queues; a job of a queue that is not there is none, for nobody may mend then."""

    def send(self, job: Job, delay_seconds: int = 0) -> None:
        """Raises QueueError."""
        if job.row.queue == "mend" and not _SETTINGS.mend_queue_url:
            return
        _QUEUE.send(job, delay_seconds)
        _LOG.info("Left a job", extra={"correlation_id": job.id, "kind": job.kind})

    def send_all(self, jobs: Sequence[Job]) -> None:
        """Raises QueueError."""
        for job in jobs:
            self.send(job)


def handler(event: Mapping[str, object], context: LambdaContext) -> Mapping[str, object] | None:
    """Take one event. Raises QueueError where a job is not taken: Lambda tries the event again."""
    if event.get("source") == redrive.SOURCE:
        return _redriven(event, context)
    records = event.get("Records")
    if isinstance(records, list) and any(map(_is_of_queue, records)):
        return _of_inbox(records)
    jobs = jobs_of(event, context.aws_request_id)
    if jobs is None:
        _LOG.warning("An event that this version does not follow up", extra={"event": event})
        return None
    try:
        for job in jobs:
            _Handed().send(job)
    except QueueError:
        _LOG.error("An event that could not be handed on", extra={"event": event})
        raise
    return None


def _is_of_queue(record: object) -> bool:
    return isinstance(record, Mapping) and record.get("eventSource") == "aws:sqs"


def _of_inbox(records: Sequence[Mapping[str, object]]) -> Mapping[str, object]:
    """One batch of an inbox: the messages that are to come again."""
    again = [one for one in records if not _took(one)]
    return {"batchItemFailures": [{"itemIdentifier": one["messageId"]} for one in again]}


def _took(record: Mapping[str, object]) -> bool:
    """Whether the message need not come again."""
    try:
        jobs = _INBOX.jobs(str(record.get("body", "")))
        if jobs is None:
            _LOG.warning("A message that SNS did not sign", extra={"event": record})
        else:
            _Handed().send_all(jobs)
    except (QueueError, SilentError) as error:
        _LOG.error("A message that could not be handed on: %s", error)
        return False
    return True


def _redriven(event: Mapping[str, object], context: LambdaContext) -> Mapping[str, object]:
    """What `python -m bot redrive` prints."""
    queues = {n: DeadLetterQueue(_CALLER, url) for n, url in _SETTINGS.dead_queue_urls.items()}

    def enough() -> bool:
        return bool(context.get_remaining_time_in_millis() < _KEPT_FREE)

    return redrive.Redrive(queues, _Handed(), enough, _INBOX).run(event)
