"""Where budget-check itself takes alerts."""

from __future__ import annotations

from dataclasses import dataclass

LAMBDA = "lambda"
_SQS = "sqs"


@dataclass(frozen=True, slots=True)
class Own:
    """`function` is the ARN of the function that takes alerts (the setting EVENTS_FUNCTION).

    `inboxes` is what the ARN of each queue begins with that takes those of other accounts
    (INBOX_QUEUES, deploy/inbox.js). "" without one.
    """

    function: str = ""
    inboxes: str = ""

    def takes(self, protocol: str, endpoint: str) -> bool:
        """Whether a subscription of this endpoint is budget-check's own."""
        if protocol == LAMBDA:
            return bool(self.function) and endpoint == self.function
        return protocol == _SQS and bool(self.inboxes) and endpoint.startswith(self.inboxes)


NONE = Own()
"""A laptop's: nothing of its own is deployed."""
