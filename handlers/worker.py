"""What the two workers share: the jobs of one batch of their queue, each by itself.

A job that raises stays in the queue and comes again, up to `MOST_RECEIVES` times; then SQS moves it
to the dead-letter queue, which has an alarm. The others of its batch are done all the same
(ReportBatchItemFailures).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.utils import copy_config_to_registered_loggers
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from bot.core.jobs import loads, sender_of
from bot.errors import JobError, SettingsError
from bot.settings import Settings
from handlers.measures import CloudWatchMeasures
from handlers.process import Process

MOST_RECEIVES = 5
"""As the queues' redrive policies say."""
_LOG = Logger(service="budget-check")
_NOISY = frozenset({"boto3", "botocore", "urllib3", "slack_sdk"})
"""Our own words name the cause; theirs tell of every client and connection."""


class BatchHandler:
    """The door of one worker. `mends` says whether it may: the other has no engine."""

    def __init__(self, *, mends: bool) -> None:
        for name in _NOISY:
            logging.getLogger(name).setLevel(logging.WARNING)
        settings = Settings.from_environment(os.environ).for_worker()
        measures = CloudWatchMeasures()

        def emit(line: Mapping[str, object]) -> None:
            _LOG.info("action", extra={"action": line})
            measures.acted(str(line["what"]))

        self._process = Process(settings, os.environ, mends=mends, measures=measures, emit=emit)
        copy_config_to_registered_loggers(_LOG, "INFO", exclude=set(_NOISY))  # it changes the set

    def handle(self, event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
        """Work on a batch: the ids of the messages that are to come again."""
        _LOG.append_keys(function_request_id=context.aws_request_id)
        batch = _Batch(self._process)
        return process_partial_response(event, batch.work, batch)


class _Batch(BatchProcessor):
    def __init__(self, process: Process) -> None:
        super().__init__(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
        self._process = process

    def work(self, record: SQSRecord) -> None:
        """Do one job; what it raises is `failure_handler`'s."""
        _LOG.append_keys(correlation_id=record.message_id)
        job = loads(record.body)
        _LOG.append_keys(correlation_id=job.id)
        # A message that comes again may have been answered the first time.
        again = _receives(record) > 1
        self._process.worker().work(replace(job, unsure=job.unsure or again))

    def failure_handler(self, record: SQSRecord, exception: Any) -> Any:
        """Log the cause, and tell the person what becomes of their job."""
        error = exception[1]
        if isinstance(error, SettingsError):
            _LOG.error("budget-check is not set up: %s", error)
        elif isinstance(error, JobError):
            self._stale(record, error)
        else:
            again = _receives(record) < MOST_RECEIVES
            self._process.worker().failed(loads(record.body), error, again=again)
        return super().failure_handler(record, exception)

    def _stale(self, record: SQSRecord, error: JobError) -> None:
        _LOG.error("%s It ends in the dead-letter queue.", error)
        known = sender_of(record.body)
        if known and _receives(record) == 1:
            id, place = known
            self._process.worker().stale(place, id)


def _receives(record: SQSRecord) -> int:
    return int(record.attributes.approximate_receive_count)
