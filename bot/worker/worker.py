"""What a worker does with one job: rights, then the work, then what Slack's refusals call for."""

from __future__ import annotations

import logging
import secrets
import time
from dataclasses import replace

from bot.aws.behalf import on_behalf_of
from bot.core.jobs import Job, Place, Queue
from bot.core.jobs.alerts import Alerted, Follow, Remind, SecondLook
from bot.core.jobs.changes import Apply, Due, Recheck, Settle, Told
from bot.core.jobs.checks import Command, Renew
from bot.core.jobs.proofs import LookAtProof, ProofTold, Proved
from bot.core.jobs.said import AppPost, FailureMail
from bot.core.jobs.watch import Sweep, SweepAll, TellGroup, TicketClosed, Touched, Watch
from bot.errors import LaterError, SlackError, SlackSilentError, StoreError
from bot.jobs.context import Desk, Office
from bot.jobs.metrics import Measures, Unmeasured
from bot.jobs.reader import Reader
from bot.jobs.reply import tell
from bot.jobs.rights import refusal
from bot.settings import Settings
from bot.slack.calls import may_pass
from bot.slack.client import Slack
from bot.worker.refusal_log import write_down
from bot.worker.registry import run

ATTEMPTS = 5
_LONGEST_DELAY = 900
"""SQS delays a message no longer."""
_HEARD = FailureMail | AppPost
"""What comes from no person at times: a mail or another app's post, in a channel of the bot's."""
_WATCHED = Touched | Watch | TellGroup | SweepAll | Sweep | TicketClosed
_KEPT = Alerted | Follow | Remind | SecondLook | Proved | _WATCHED
"""Nobody would ask for these again: a table that does not answer leaves them in the queue."""
_OWN = Apply | Settle | Recheck | Due | Told | Renew | LookAtProof | ProofTold | _KEPT
"""What budget-check asks of itself: the rights behind it are looked up where it matters."""
_SPREAD = 30
"""Seconds over which the jobs that met one rate limit come again, or they would all meet the next;
twice as many each time that a job meets one, up to `_PATIENCE` times."""
_PATIENCE = 3
_GIVEN_UP = (
    "budget-check failed at this and has written down why. "
    "Whoever runs it finds it in the log under {}."
)
_TRIES_AGAIN = (
    "budget-check failed at this and tries again in a few minutes. "
    "Whoever runs it finds the reason in the log under {}."
)
_STALE = (
    "budget-check was replaced by another version before it could do this. Nothing was done: "
    "please do it again."
)
_log = logging.getLogger(__name__)


class Worker:
    """Works on jobs, one call each, from as many threads as one likes."""

    def __init__(  # noqa: PLR0913 (the parts of one process)
        self,
        settings: Settings,
        slack: Slack,
        reader: Reader,
        queue: Queue,
        office: Office | None = None,
        *,
        measures: Measures | None = None,
    ) -> None:
        self._settings = settings
        self._slack = slack
        self._reader = reader
        self._queue = queue
        self._office = office
        self._measures = measures or Unmeasured()

    def work(self, job: Job) -> None:
        """Do the job; where Slack is busy or silent, queue it for later.

        Raises what went wrong otherwise: `failed` is for that. Slack's silence is raised as well
        once it has lasted over `ATTEMPTS` attempts; so is a rate limit, where a person waits. What
        nobody waits for is patient: every limit passes.
        """
        begun = time.monotonic()
        try:
            with on_behalf_of(job.id):
                self._do(job)
        except LaterError as error:
            _log.info("Job %s (%s): %s", job.id, job.kind, error)
            self._queue.send(replace(job, attempt=max(job.attempt, 1)), error.seconds)
        except SlackError as error:
            if not may_pass(error) or not self._later(job, error):
                raise
        finally:
            self._measures.worked(job.kind, time.monotonic() - begun)

    def failed(self, job: Job, error: BaseException, *, again: bool = False) -> None:
        """Log the cause of a job that raised, and tell the person. Raises nothing of Slack's.

        `again` says that the job will be tried once more by itself.
        """
        _log.error("Job %s (%s) failed", job.id, job.kind, exc_info=error)
        text = _TRIES_AGAIN if again else _GIVEN_UP
        self._try_to_tell(job, text.format(job.id))

    def stale(self, place: Place, id: str) -> None:
        """Tell a person that their job is of another version of budget-check, and not done."""
        job = Job(id, place, Command(""))
        self._try_to_tell(job, _STALE)

    def _do(self, job: Job) -> None:
        desk = self._desk(job)
        if _is_asked(job):
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
                said = f"Refused ({refused.reason.value}). {refused.says}"
                tell(desk, said, refused.ask)
                return
        try:
            run(desk)
        except StoreError as error:
            _log.error("Job %s (%s): %s", job.id, job.kind, error)
            if isinstance(job.what, _KEPT):
                raise
            self._try_to_tell(job, f"Nothing was written to AWS. {error}")

    def _try_to_tell(self, job: Job, text: str) -> None:
        if not _is_asked(job):
            return
        try:
            tell(self._desk(job), text)
        except SlackError as silent:
            _log.error("Job %s: the person could not be told: %s", job.id, silent)

    def _desk(self, job: Job) -> Desk:
        return Desk(job, self._slack, self._reader, self._settings, self._office, self._measures)

    def _later(self, job: Job, error: SlackError) -> bool:
        """Queue it once more; False after the last attempt."""
        if isinstance(job.what, _KEPT) and not isinstance(error, SlackSilentError):
            self._patiently(job, error)
            return True
        if job.attempt + 1 >= ATTEMPTS:
            _log.error(
                "Job %s (%s) given up after %d attempts: %s", job.id, job.kind, ATTEMPTS, error
            )
            return False
        wait = error.retry_after if error.retry_after is not None else 2**job.attempt
        posting = isinstance(error, SlackSilentError) and error.method == "chat.postMessage"
        following = replace(job, attempt=job.attempt + 1, unsure=job.unsure or posting)
        _log.warning("Job %s (%s) again in %d s: %s", job.id, job.kind, wait, error)
        self._queue.send(following, min(max(wait, 1), _LONGEST_DELAY))
        return True

    def _patiently(self, job: Job, error: SlackError) -> None:
        """However many limits it meets, an attempt is left for what may go wrong otherwise."""
        wait = (error.retry_after or 1) + secrets.randbelow(_SPREAD * 2**job.attempt)
        _log.warning("Job %s (%s) again in %d s: %s", job.id, job.kind, wait, error)
        following = replace(job, attempt=max(job.attempt, min(job.attempt + 1, _PATIENCE)))
        self._queue.send(following, min(wait, _LONGEST_DELAY))


def _is_asked(job: Job) -> bool:
    """Whether a person asks, whose rights count and who hears what becomes of it.

    Where an app posted, nobody does: the bot is in that channel to answer, and it only reads.
    """
    own = isinstance(job.what, _OWN) or (isinstance(job.what, _HEARD) and not job.place.user)
    return not own
