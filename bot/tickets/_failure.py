"""What is said where a system gave no answer, or its secret could not be read."""

from __future__ import annotations

from http import HTTPStatus

from bot.core.model.read import Cause, ReadFailed
from bot.rest import Answer, Asked, Failure
from bot.tickets._system import Trouble

READS, MAKES = 15.0, 30.0
"""Seconds for one request: half a dozen reads and a creation fit into what a worker has."""


def no_answer(failure: Failure, system: str, setting: str) -> Trouble:
    """Of a request that makes nothing, or of one of which it is certain that it made nothing.

    `setting` holds the system's address.
    """
    match failure:
        case Failure.ELSEWHERE:
            says = f"{system} leads to another host, and budget-check does not follow: correct "
            return Trouble(f"{says}{setting}.", again=False)
        case Failure.UNTRUSTED:
            says = f"Nothing was asked of {system}: the certificate of its host is not accepted."
            return Trouble(f"{says} Look at {setting}.", again=True)
        case Failure.BUSY:
            return Trouble(
                f"{system} is busy. Nothing was done: try again in a minute.", again=True
            )
        case Failure.UNSENT:
            says = f"{system} could not be reached, so nothing was done. Try again in a minute"
            return Trouble(f"{says}, or look at {setting}.", again=True)
        case Failure.UNANSWERED:
            return Trouble(f"{system} did not answer in time. Try again in a minute.", again=True)


def is_unsure(asked: Asked) -> bool:
    """Whether it may have been made all the same: no answer, a failure, or a success without it."""
    if isinstance(asked, Answer):
        status = asked.status
        return status >= HTTPStatus.INTERNAL_SERVER_ERROR or status < HTTPStatus.MULTIPLE_CHOICES
    return asked is Failure.UNANSWERED


def unsure(system: str, words: str = "") -> Trouble:
    """Of a request that may have made a ticket which cannot be seen yet."""
    return Trouble(
        f"{system} did not say whether it opened the ticket, and none can be seen yet.{words} Try "
        "again in a minute: one that is there is found, not repeated.",
        again=True,
    )


def no_secret(read: ReadFailed, system: str) -> Trouble:
    """The parameter that TICKETS_SECRET_PARAMETER names could not be read."""
    if read.cause is Cause.FAILED and read.detail:
        return Trouble(f"Nothing was asked of {system}: {read.detail}", again=True)
    said = f" AWS says: {read.detail}" if read.detail else ""
    return Trouble(
        f"Nothing was asked of {system}: its secret could not be read ({read.cause.value}). "
        f"budget-check needs the permission {read.action} on {read.resource}.{said}",
        again=True,
        permission=read.action,
    )
