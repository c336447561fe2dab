"""Lambda `mend`: works on the jobs of the queue `mend`, the only one that writes to a customer's
resources (docs/architecture.md, "The doors"). It exists only where MENDERS names somebody.
"""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.typing import LambdaContext

from handlers import started
from handlers.worker import BatchHandler

_HANDLER = BatchHandler(mends=True)
started()


def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Work on one batch of SQS messages."""
    return _HANDLER.handle(event, context)
