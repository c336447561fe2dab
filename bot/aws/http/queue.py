"""Leaves jobs in an SQS queue.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.aws.http.call import Api, Caller, RefusedError, SilentError
from bot.core.jobs import Job, dumps
from bot.errors import QueueError

SQS = Api("sqs", "AmazonSQS", "1.0")
LONGEST_DELAY = 900
"""Seconds; SQS delays a message no longer."""
_LONGEST_GROUP = 128
_DENIED = ("AccessDenied", "AccessDeniedException")
_BATCH = 10
"""SQS takes no more at once."""


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
        delay = min(max(delay_seconds, 0), LONGEST_DELAY)
        self._call("SendMessage", {**_message(job), "DelaySeconds": delay})

    def send_all(self, jobs: Sequence[Job]) -> None:
        """Take these, ten at once.

        Raises QueueError where SQS does not take all; the others may be in the queue.
        """
        for start in range(0, len(jobs), _BATCH):
            entries = [
                {"Id": str(n), **_message(job)}
                for n, job in enumerate(jobs[start : start + _BATCH])
            ]
            failed = self._call("SendMessageBatch", {"Entries": entries}).get("Failed")
            if failed:  # of a 200 too: each entry has an answer of its own
                raise QueueError(self._name, f"SQS did not take all of {len(jobs)} jobs: {failed}.")

    def _call(self, operation: str, given: Mapping[str, object]) -> Mapping[str, object]:
        try:
            return self._caller.call(SQS, operation, {"QueueUrl": self._url, **given})
        except RefusedError as error:
            missing = " The role needs sqs:SendMessage." if error.code in _DENIED else ""
            raise QueueError(self._name, f"{error}.{missing}") from error
        except SilentError as error:
            raise QueueError(self._name, f"{error}.") from error


def _message(job: Job) -> dict[str, object]:
    group = {"MessageGroupId": job.tenant[:_LONGEST_GROUP]} if job.tenant else {}
    return {"MessageBody": dumps(job), **group}
