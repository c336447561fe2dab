"""What could not be handed on or worked on, played again: `python -m bot redrive`.

The queues are closed to everybody but the functions' roles (deploy/closed.js), so `events` does it,
for whoever may call that function. Which queue a message is in decides what it may become, never
what it says of itself: jobs come only from where SQS itself moves jobs to.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from bot.aws.http.call import SilentError
from bot.core.jobs import Job, JobQueue, loads
from bot.core.jobs.kind import QueueName
from bot.errors import JobError
from bot.events import jobs_of, sns
from bot.events.inbox import Inbox
from handlers.dead_letters import DeadLetter, DeadLetterQueue

SOURCE = "budget-check.redrive"
UNREADABLE = "unreadable"
"""In the place of a kind: what this version cannot read stays where it is."""


@dataclass(frozen=True, slots=True)
class Redrive:
    """`queues` are the dead-letter queues by name, `enough` says that the time is nearly over.

    `send` takes the jobs. `inbox` reads what came by an inbox: whoever can have SQS move a message
    there, SNS has to have signed it.
    """

    queues: Mapping[str, DeadLetterQueue]
    send: JobQueue
    enough: Callable[[], bool]
    inbox: Inbox

    def run(self, event: Mapping[str, object]) -> dict[str, object]:
        """Look at everything, or with `"play": true` play it; what there was, by queue.

        Raises QueueError.
        """
        play = event.get("play") is True
        return {"queues": {n: self._one(n, play=play) for n in self.queues}, "more": self.enough()}

    def _one(self, name: str, *, play: bool) -> dict[str, object]:
        queue, seen, left = self.queues[name], list[tuple[DeadLetter, str]](), list[DeadLetter]()
        for letter in self._letters(queue):
            jobs = self._becomes(name, letter)
            seen.append((letter, _kinds(jobs)))
            if not play or jobs is None:
                left.append(letter)
                continue
            for job in jobs:
                self.send.send(job)
            queue.delete(letter)
        queue.release(left)
        return {
            "count": len(seen),
            "oldest": min((letter.sent for letter, _ in seen), default=None),
            "kinds": dict(Counter(kinds for _, kinds in seen)),
            "left": len(left),
        }

    def _becomes(self, name: str, letter: DeadLetter) -> tuple[Job, ...] | None:
        if name != "inbox":
            return becomes(name, letter)
        try:
            return self.inbox.jobs(letter.body)
        except SilentError:
            return None

    def _letters(self, queue: DeadLetterQueue) -> Iterator[DeadLetter]:
        while not self.enough():
            found = queue.receive()
            if not found:
                return
            yield from found


def becomes(queue: str, letter: DeadLetter) -> tuple[Job, ...] | None:
    """The jobs that a message of this queue stands for; None where it cannot be read.

    Those of `QueueName` hold jobs; `failed` what `events` was called with, in the envelope of
    Lambda's destinations; `events` what EventBridge and the schedules could not deliver, as it is;
    `subscription` what SNS could not, in the envelope that a queue gets.
    """
    if queue in get_args(QueueName):
        return _job(letter.body)
    try:
        said = json.loads(letter.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    if queue == "subscription":
        return sns.take({"Records": [{"EventSource": "aws:sns", "Sns": said}]}, letter.id)
    return jobs_of(said, letter.id) if queue == "events" else _of_call(said, letter.id)


def _of_call(said: Mapping[str, object], id: str) -> tuple[Job, ...] | None:
    """An event of `events` itself; the id is the first call's, so that a tick is the same tick."""
    payload, about = said.get("requestPayload"), said.get("requestContext")
    if not isinstance(payload, Mapping):
        return None
    first = about.get("requestId") if isinstance(about, Mapping) else None
    return jobs_of(payload, str(first or id))


def _job(text: str) -> tuple[Job, ...] | None:
    try:
        return (loads(text),)
    except JobError:
        return None


def _kinds(jobs: tuple[Job, ...] | None) -> str:
    return UNREADABLE if jobs is None else ", ".join(job.kind for job in jobs) or "nothing"
