"""Lambda `check`: works on the jobs of the queue `check`. It reads, and writes nothing to AWS but
change tickets (docs/architecture.md, "The doors").
"""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.typing import LambdaContext

from handlers import started
from handlers.worker import BatchHandler

_HANDLER = BatchHandler(mends=False)
started()


def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Work on one batch of SQS messages."""
    return _HANDLER.handle(event, context)
