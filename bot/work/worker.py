"""What a worker does with one job: rights, then the work, then what Slack's refusals call for."""

from __future__ import annotations

import logging
from dataclasses import replace

from bot.core.jobs import Apply, Due, Job, Queue, Recheck, Renew, Settle, Told
from bot.errors import SlackError, SlackSilentError, StoreError
from bot.settings import Settings
from bot.slack.calls import may_pass
from bot.slack.client import Slack
from bot.work.desk import Desk
from bot.work.office import Office
from bot.work.reader import Reader
from bot.work.refused import write_down
from bot.work.rights import refusal
from bot.work.screen import tell
from bot.work.table import run

ATTEMPTS = 5
_LONGEST_DELAY = 900
"""SQS delays a message no longer."""
_OWN = Apply | Settle | Recheck | Due | Told | Renew
"""What budget-check asks of itself: the rights behind it are looked up where it matters."""
_log = logging.getLogger(__name__)


class Worker:
    """Works on jobs, one call each, from as many threads as one likes."""

    def __init__(
        self,
        settings: Settings,
        slack: Slack,
        reader: Reader,
        queue: Queue,
        office: Office | None = None,
    ) -> None:
        self._settings = settings
        self._slack = slack
        self._reader = reader
        self._queue = queue
        self._office = office

    def work(self, job: Job) -> None:
        """Do the job; where Slack is busy or silent, queue it for later.

        Raises what went wrong otherwise: `failed` is for that.
        """
        try:
            self._do(job)
        except SlackError as error:
            if not may_pass(error):
                raise
            self._later(job, error)

    def failed(self, job: Job, error: BaseException) -> None:
        """Log the cause of a job that raised, and tell the person. Raises nothing of Slack's."""
        _log.error("Job %s (%s) failed", job.id, job.kind, exc_info=error)
        text = (
            "budget-check failed at this and has written down why. "
            f"Whoever runs it finds it in the log under {job.id}."
        )
        self._try_to_tell(job, text)

    def _do(self, job: Job) -> None:
        desk = self._desk(job)
        if not isinstance(job.what, _OWN):
            refused = refusal(self._slack, self._settings, job.place.user)
            if refused:
                _log.warning(
                    "Job %s (%s) of %s refused: %s",
                    job.id,
                    job.kind,
                    job.place.user,
                    refused.reason,
                )
                write_down(desk, refused)
                tell(desk, f"Refused ({refused.reason.value}). {refused.says}")
                return
        try:
            run(desk)
        except StoreError as error:
            _log.error("Job %s (%s): %s", job.id, job.kind, error)
            self._try_to_tell(job, f"Nothing was written to AWS. {error}")

    def _try_to_tell(self, job: Job, text: str) -> None:
        if isinstance(job.what, _OWN):
            return
        try:
            tell(self._desk(job), text)
        except SlackError as silent:
            _log.error("Job %s: the person could not be told: %s", job.id, silent)

    def _desk(self, job: Job) -> Desk:
        return Desk(job, self._slack, self._reader, self._settings, self._office)

    def _later(self, job: Job, error: SlackError) -> None:
        if job.attempt + 1 >= ATTEMPTS:
            _log.error(
                "Job %s (%s) given up after %d attempts: %s", job.id, job.kind, ATTEMPTS, error
            )
            return
        wait = error.retry_after if error.retry_after is not None else 2**job.attempt
        posting = isinstance(error, SlackSilentError) and error.method == "chat.postMessage"
        following = replace(job, attempt=job.attempt + 1, unsure=job.unsure or posting)
        _log.warning("Job %s (%s) again in %d s: %s", job.id, job.kind, wait, error)
        self._queue.send(following, min(max(wait, 1), _LONGEST_DELAY))
