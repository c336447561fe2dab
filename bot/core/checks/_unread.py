"""What to say of a read that gave no answer, and what to do about it."""

from __future__ import annotations

from bot.core.model.read import Cause, ReadFailed

_CAUSES = {
    Cause.REFUSED: "AWS refused {action}. Allow budget-check that action on {resource}, then check "
    "again.",
    Cause.HIDDEN: "either it does not exist any more, or budget-check may not see it: AWS answers "
    "{action} in the same way for both. Allow budget-check that action on {resource}, then check "
    "again.",
    Cause.THROTTLED: "AWS throttled {action} on {resource}, retries included. Check again in a few "
    "minutes.",
    Cause.TIMED_OUT: "{action} on {resource} got no answer in time. Check again in a few minutes.",
    Cause.NO_CREDENTIALS: "there are no AWS credentials that AWS accepts for {action}. Sign in to "
    "AWS, or choose another profile, then check again.",
    Cause.EXPIRED: "the AWS credentials for {action} have expired. Sign in to AWS again, then "
    "check again.",
    Cause.UNREACHABLE: "AWS could not be reached for {action}. Check the network and "
    "AWS_ENDPOINT_URL, then check again.",
    Cause.FAILED: "{action} on {resource} failed. Check again in a few minutes.",
    Cause.DEFERRED: "it hangs on {resource}, which is known only once it is applied.",
    Cause.UNDECLARED: "there is no {resource} in what was given, and what stands elsewhere cannot "
    "be seen from it. Check it live once this is applied.",
}


_ON_ANYTHING = ("cloudwatch:GetMetricData", "organizations:DescribeOrganization")
"""IAM knows no resource for these: a statement that names one allows nothing (AWS's service
authorization reference)."""


def cannot_read(what: str, unread: ReadFailed) -> str:
    """What was not read, why, and what to do, as in "The topic could not be read: ..."."""
    asked_for = unread.cause is Cause.REFUSED and unread.action in _ON_ANYTHING
    resource = '"*"' if asked_for else unread.resource or "the resource"
    reason = _CAUSES[unread.cause].format(action=unread.action, resource=resource)
    return f"{what} could not be read: {reason}"


def said(unread: ReadFailed) -> tuple[str, ...]:
    """AWS's own words on a read that gave no answer, as evidence."""
    return quoted(unread.detail)


def quoted(words: str) -> tuple[str, ...]:
    """AWS's own words as evidence; none where it gave none."""
    return (f"AWS said: {_sentence(words)}",) if words.strip() else ()


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
