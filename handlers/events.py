"""Lambda `events`: what AWS tells of itself, left as jobs (`bot.events` says which).

What nothing takes is kept, whole, in the log.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.utils import copy_config_to_registered_loggers
from aws_lambda_powertools.utilities.typing import LambdaContext

from bot.aws.http.call import Caller
from bot.aws.http.queue import SqsQueue
from bot.events import jobs_of
from bot.jobs.queue_router import QueueRouter
from bot.settings import Settings

_LOG = Logger(service="budget-check")
_SETTINGS = Settings.from_environment(os.environ).for_lambda()
_CALLER = Caller.of_function(
    os.environ, endpoint=_SETTINGS.aws_endpoint_url, timeout=5.0 + _SETTINGS.extra_timeout
)
_QUEUE = QueueRouter.between(_SETTINGS, lambda url: SqsQueue(_CALLER, url))
copy_config_to_registered_loggers(_LOG, "INFO")


def handler(event: Mapping[str, object], context: LambdaContext) -> None:
    """Take one event. Raises QueueError where a job is not taken: Lambda tries the event again."""
    jobs = jobs_of(event, context.aws_request_id)
    if jobs is None:
        _LOG.warning("An event that this version does not follow up", extra={"event": event})
        return
    for job in jobs:
        if job.row.queue == "mend" and not _SETTINGS.mend_queue_url:
            continue  # nobody may mend, so nothing of it can be due
        _QUEUE.send(job)
        _LOG.info("Left a job", extra={"correlation_id": job.id, "kind": job.kind})
