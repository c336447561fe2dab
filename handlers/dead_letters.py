"""Reads a dead-letter queue, and takes out what has been seen to.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.aws.http.call import Caller, RefusedError, SilentError
from bot.aws.http.queue import SQS
from bot.errors import DeadLetterError

HIDDEN = 60
"""Seconds for which a message that was read is not read again."""
_MOST = 10
"""Messages that SQS hands out at once."""


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One message: `sent` is when it was first sent, in seconds since 1970."""

    id: str
    body: str
    sent: float
    receipt: str


class DeadLetterQueue:
    """One queue. Whatever is not deleted shows again after `HIDDEN` seconds, or once released.

    Every method raises DeadLetterError.
    """

    def __init__(self, caller: Caller, url: str) -> None:
        self._caller = caller
        self._url = url

    def receive(self) -> tuple[DeadLetter, ...]:
        """Some of its messages; none where it is empty."""
        given: dict[str, object] = {
            "MaxNumberOfMessages": _MOST,
            "VisibilityTimeout": HIDDEN,
            "WaitTimeSeconds": 1,  # without, SQS asks some of its servers alone
            "MessageSystemAttributeNames": ["SentTimestamp"],
        }
        found = self._call("ReceiveMessage", given).get("Messages") or ()
        return tuple(map(_letter, found)) if isinstance(found, Sequence) else ()

    def delete(self, letter: DeadLetter) -> None:
        """It has been seen to."""
        self._call("DeleteMessage", {"ReceiptHandle": letter.receipt})

    def release(self, letters: Sequence[DeadLetter]) -> None:
        """They have only been looked at: show them again at once."""
        for start in range(0, len(letters), _MOST):
            entries = [
                {"Id": str(n), "ReceiptHandle": one.receipt, "VisibilityTimeout": 0}
                for n, one in enumerate(letters[start : start + _MOST])
            ]
            self._call("ChangeMessageVisibilityBatch", {"Entries": entries})

    def _call(self, operation: str, given: Mapping[str, object]) -> Mapping[str, object]:
        try:
            return self._caller.call(SQS, operation, {"QueueUrl": self._url, **given})
        except (RefusedError, SilentError) as error:
            name = self._url.rpartition("/")[2]
            raise DeadLetterError(name, f"{error}. (sqs:{operation})") from error


def _letter(message: Mapping[str, object]) -> DeadLetter:
    attributes = message.get("Attributes")
    sent = attributes.get("SentTimestamp", 0) if isinstance(attributes, Mapping) else 0
    return DeadLetter(
        id=str(message.get("MessageId", "")),
        body=str(message.get("Body", "")),
        sent=int(sent) / 1000,
        receipt=str(message.get("ReceiptHandle", "")),
    )
