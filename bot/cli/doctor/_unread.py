"""A read that AWS did not answer, as a finding."""

from __future__ import annotations

from bot.cli.doctor._finding import DoctorFinding, unknown
from bot.core.model.read import Cause, ReadFailed

_SAYS = {
    Cause.REFUSED: "your AWS credentials may not read it",
    Cause.HIDDEN: "AWS does not say whether it is gone or your credentials may not read it",
    Cause.THROTTLED: "AWS is busy and did not answer",
    Cause.TIMED_OUT: "AWS did not answer in time",
    Cause.NO_CREDENTIALS: "there are no valid AWS credentials",
    Cause.EXPIRED: "the AWS credentials have expired",
    Cause.UNREACHABLE: "AWS could not be reached",
    Cause.FAILED: "AWS did not answer as it should",
}
_DO = {
    Cause.REFUSED: "Allow {action} to whoever runs doctor, or name another --profile.",
    Cause.HIDDEN: "Look whether it exists, and allow {action} to whoever runs doctor.",
    Cause.NO_CREDENTIALS: "Set AWS credentials up (`aws configure`), or name a --profile.",
    Cause.EXPIRED: "Sign in again, as with `aws sso login`.",
    Cause.UNREACHABLE: "Check the network, the Region and AWS_ENDPOINT_URL.",
}


def unread(about: str, read: ReadFailed) -> DoctorFinding:
    """Could not tell, why not, and what to do."""
    said = f" AWS says: {read.detail}" if read.detail else ""
    do = _DO.get(read.cause, "Try again in a minute.").format(action=read.action)
    return unknown(about, f"{_SAYS[read.cause]} ({read.action}).{said}", do)
