"""Lambda `events`: what AWS tells of itself. The schedule leaves a job for what is due.

Alerts and changes of keys and topics follow in a later version: until then they are kept, whole, in
the log.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from bot.aws.bare.call import Caller
from bot.aws.bare.queue import SqsQueue
from bot.aws.bare.signing import Credentials
from bot.core.jobs import Due, Job, Place
from bot.settings import Settings
from bot.work.routes import Routes

SCHEDULE = "budget-check.schedule"
_LOG = Logger(service="budget-check")
_SETTINGS = Settings.from_environment(os.environ).for_lambda()
_CALLER = Caller(
    os.environ["AWS_REGION"],
    Credentials.from_environment(os.environ),
    lambda: datetime.now(UTC),
    endpoint=_SETTINGS.aws_endpoint_url,
    timeout=5.0,
)
_QUEUE = Routes.between(_SETTINGS, lambda url: SqsQueue(_CALLER, url))


def handler(event: Mapping[str, object], context: LambdaContext) -> None:
    """Take one event. Raises QueueError where a job is not taken: Lambda tries the event again."""
    if event.get("source") == SCHEDULE:
        if _SETTINGS.mend_queue_url:  # without it nothing can be due
            # The request's id: an event that Lambda hands over twice leaves the same job.
            _QUEUE.send(Job(context.aws_request_id, Place("", "", ""), Due()))
        return
    _LOG.warning("An event that this version does not follow up", extra={"event": event})
