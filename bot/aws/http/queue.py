"""Leaves jobs in an SQS queue.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
"""

from __future__ import annotations

from bot.aws.http.call import Api, Caller, RefusedError, SilentError
from bot.core.jobs import Job, dumps
from bot.errors import QueueError

SQS = Api("sqs", "AmazonSQS", "1.0")
LONGEST_DELAY = 900
"""Seconds; SQS delays a message no longer."""
_LONGEST_GROUP = 128
_DENIED = ("AccessDenied", "AccessDeniedException")


class SqsQueue:
    """A Queue. What it takes is worked on at least once: SQS keeps it until a worker is done.

    A standard queue with message groups is a fair one: nobody waits behind one tenant's many
    (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html).
    """

    def __init__(self, caller: Caller, url: str) -> None:
        self._caller = caller
        self._url = url
        self._name = url.rpartition("/")[2]

    def send(self, job: Job, delay_seconds: int = 0) -> None:
        """Take the job; a delay beyond what SQS knows is cut.

        Raises QueueError. Without an answer the job may be in the queue all the same.
        """
        given = {
            "QueueUrl": self._url,
            "MessageBody": dumps(job),
            "DelaySeconds": min(max(delay_seconds, 0), LONGEST_DELAY),
        }
        if job.tenant:
            given["MessageGroupId"] = job.tenant[:_LONGEST_GROUP]
        try:
            self._caller.call(SQS, "SendMessage", given)
        except RefusedError as error:
            missing = " The role needs sqs:SendMessage." if error.code in _DENIED else ""
            raise QueueError(self._name, f"{error}.{missing}") from error
        except SilentError as error:
            raise QueueError(self._name, f"{error}.") from error
