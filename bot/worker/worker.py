"""What a worker does with one job: rights, then the work, then what Slack's refusals call for."""

from __future__ import annotations

import logging
import secrets
import time
from dataclasses import replace

from bot.aws.http.queue import LONGEST_DELAY
from bot.aws.request_id import request_id
from bot.core.accounts.authorize import Person, Refusal
from bot.core.accounts.directory import Directory
from bot.core.jobs import Job, Place
from bot.core.jobs.checks import Command
from bot.errors import LaterError, SlackError, SlackSilentError, StoreError
from bot.jobs.account import hidden_account
from bot.jobs.context import Context, ProcessContext
from bot.jobs.needs import lacking
from bot.jobs.reply import reply_text
from bot.jobs.rights import asker
from bot.slack.calls import is_final
from bot.worker.refusal_log import account_of, write_down
from bot.worker.registry import run

ATTEMPTS = 5
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

    def __init__(self, parts: ProcessContext) -> None:
        self.parts = parts

    def work(self, job: Job) -> None:
        """Do the job; where Slack is busy, silent or refuses the token, queue it for later.

        Raises what went wrong otherwise: `failed` is for that. Slack's silence is raised as well
        once it has lasted over `ATTEMPTS` attempts; so is a rate limit, where a person waits. What
        nobody waits for is patient: every limit passes.
        """
        begun = time.monotonic()
        try:
            with request_id(job.id):
                self._do(job)
        except LaterError as error:
            _log.info("Job %s (%s): %s", job.id, job.kind, error)
            self.parts.queue.send(replace(job, attempt=max(job.attempt, 1)), error.seconds)
        except SlackError as error:
            if is_final(error) or not self._later(job, error):
                raise
        finally:
            self.parts.measures.worked(job.kind, time.monotonic() - begun)

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
        context = self.parts.context(job)
        try:
            if _is_asked(job):
                known = self._asked(context)
                if known is None:
                    return
                context = known
            lacks = lacking(context)
            if lacks:
                self._cannot(context, lacks)
                return
            run(context)
        except StoreError as error:
            _log.error("Job %s (%s): %s", job.id, job.kind, error)
            if job.row.asked_by == "nobody":
                raise
            self._try_to_tell(job, f"Nothing was written to AWS. {error}")

    def _asked(self, context: Context) -> Context | None:
        """The same with the person's name; None where they may not even ask, or not about this
        account: said to them, and written down. Raises StoreError.
        """
        job, parts = context.job, self.parts
        found = asker(parts.slack, parts.settings, job.place.user)
        if isinstance(found, Person):
            found = _not_seen(context) or found
        if isinstance(found, Person):
            return replace(context, job=replace(job, place=replace(job.place, name=found.name)))
        _log.warning(
            "Job %s (%s) of %s refused: %s", job.id, job.kind, job.place.user, found.reason
        )
        write_down(context, found)
        reply_text(context, found.text, found.ask)
        return None

    def _cannot(self, context: Context, lacks: str) -> None:
        """A person hears why; of what nobody asks, the log has it whole."""
        job = context.job
        if _is_asked(job):
            reply_text(context, lacks)
        else:
            _log.error("Job %s (%s) cannot be done here: %r. %s", job.id, job.kind, job.what, lacks)

    def _try_to_tell(self, job: Job, text: str) -> None:
        if not _is_asked(job):
            return
        try:
            reply_text(self.parts.context(job), text)
        except SlackError as silent:
            _log.error("Job %s: the person could not be told: %s", job.id, silent)

    def _later(self, job: Job, error: SlackError) -> bool:
        """Queue it once more; False after the last attempt."""
        if job.row.asked_by == "nobody" and not isinstance(error, SlackSilentError):
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
        self.parts.queue.send(following, min(max(wait, 1), LONGEST_DELAY))
        return True

    def _patiently(self, job: Job, error: SlackError) -> None:
        """However many limits it meets, an attempt is left for what may go wrong otherwise."""
        wait = (error.retry_after or 1) + secrets.randbelow(_SPREAD * 2**job.attempt)
        _log.warning("Job %s (%s) again in %d s: %s", job.id, job.kind, wait, error)
        following = replace(job, attempt=max(job.attempt, min(job.attempt + 1, _PATIENCE)))
        self.parts.queue.send(following, min(wait, LONGEST_DELAY))


def _not_seen(context: Context) -> Refusal | None:
    """Why the person may not see the account of the record that an act is about."""
    if not (context.tables and context.job.row.about):
        return None
    directory = context.reader.directory()
    if isinstance(directory, Directory) and not directory.narrowed():
        return None
    return hidden_account(context, account_of(context))


def _is_asked(job: Job) -> bool:
    """Whether a person asks, whose rights count and who hears what becomes of it."""
    by = job.row.asked_by
    return by == "person" or (by == "anybody" and bool(job.place.user))
