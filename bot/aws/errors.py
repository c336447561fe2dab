"""What it means when AWS refuses, or does not answer: a value, never an exception.

The table says which of AWS's codes and botocore's errors is which cause. What is in no table is
FAILED, with AWS's own sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from botocore import exceptions as boto
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from bot.aws.reads import Read
from bot.core.model.read import Cause, NotFound, ReadFailed

_DETAIL = 300
"""How much of AWS's sentence is kept; the longest known ones are below it."""

_T = TypeVar("_T")

_CODES = {
    Cause.REFUSED: (
        *("AccessDenied", "AccessDeniedException", "AuthorizationError", "NotAuthorized"),
        *("AuthorizationErrorException", "UnauthorizedOperation", "OptInRequired"),
    ),
    Cause.THROTTLED: (
        *("Throttling", "ThrottlingException", "Throttled", "ThrottledException"),
        *("RequestThrottled", "RequestThrottledException", "TooManyRequestsException"),
        *("RequestLimitExceeded", "LimitExceededException", "SlowDown"),
    ),
    Cause.EXPIRED: ("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"),
    Cause.NO_CREDENTIALS: (
        *("InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId"),
        *("InvalidToken", "MissingAuthenticationToken", "MissingAuthenticationTokenException"),
        *("SignatureDoesNotMatch", "InvalidSignatureException", "IncompleteSignature"),
    ),
    Cause.TIMED_OUT: ("RequestTimeout", "RequestTimeoutException", "DependencyTimeoutException"),
}
_CAUSES = {code: cause for cause, codes in _CODES.items() for code in codes}
_STATUSES = {401: Cause.NO_CREDENTIALS, 403: Cause.REFUSED, 429: Cause.THROTTLED}

# The first fitting row counts: a time-out is also a kind of connection error.
_ERRORS: tuple[tuple[type[BotoCoreError], Cause], ...] = (
    (boto.ConnectTimeoutError, Cause.TIMED_OUT),
    (boto.ReadTimeoutError, Cause.TIMED_OUT),
    (boto.ConnectionError, Cause.UNREACHABLE),
    (boto.HTTPClientError, Cause.UNREACHABLE),
    (boto.UnauthorizedSSOTokenError, Cause.EXPIRED),
    (boto.TokenRetrievalError, Cause.EXPIRED),
    (boto.LoginRefreshRequired, Cause.EXPIRED),
    (boto.SSOError, Cause.NO_CREDENTIALS),
    (boto.LoginError, Cause.NO_CREDENTIALS),
    (boto.NoCredentialsError, Cause.NO_CREDENTIALS),
    (boto.InvalidConfigError, Cause.NO_CREDENTIALS),
    (boto.PartialCredentialsError, Cause.NO_CREDENTIALS),
    (boto.CredentialRetrievalError, Cause.NO_CREDENTIALS),
    (boto.MetadataRetrievalError, Cause.NO_CREDENTIALS),
    (boto.RefreshWithMFAUnsupportedError, Cause.NO_CREDENTIALS),
    (boto.CapacityNotAvailableError, Cause.THROTTLED),
)


def attempt(read: Read, resource: str, call: Callable[[], _T]) -> _T | NotFound | ReadFailed:
    """Make one read: its result, NotFound where AWS says so, ReadFailed for every other failure.

    `call` makes the request and takes the answer apart. An answer without its parts raises
    KeyError, one of another shape ResponseParserError (`shape.require_shape`), TypeError or
    AttributeError, one with a number or a depth beyond all measure OverflowError or
    RecursionError, an endpoint that is no address ValueError, a credential file that is not there
    OSError: failed reads like any other.
    """
    try:
        return call()
    except ClientError as error:
        if code_of(error) in read.missing:
            return NotFound(resource, sentence(error))
        hidden = code_of(error) in read.hidden
        cause = Cause.HIDDEN if hidden else cause_of(error)
        return ReadFailed(read.action, resource, cause, sentence(error))
    except BotoCoreError as error:
        return ReadFailed(read.action, resource, _cause_of_error(error), sentence(error))
    except (KeyError, TypeError, AttributeError) as error:
        return ReadFailed(read.action, resource, Cause.FAILED, _misshapen(read, error))
    except (ResponseParserError, ValueError, OSError, OverflowError, RecursionError) as error:
        return ReadFailed(read.action, resource, Cause.FAILED, sentence(error))


def text(value: object) -> str:
    """A part of an answer that is a text. TypeError where it is none: botocore does not look."""
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _misshapen(read: Read, error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"The answer to {read.operation} has no {error}."
    return f"The answer to {read.operation} has not the shape that AWS documents."


def found(read: Read, resource: str, result: _T | NotFound | ReadFailed) -> _T | ReadFailed:
    """The same for a read whose thing must exist: "does not exist" is then no usable answer."""
    if isinstance(result, NotFound):
        return ReadFailed(read.action, resource, Cause.FAILED, result.detail)
    return result


def late(read: Read, resource: str, seconds: float) -> ReadFailed:
    """A read that had not come when somebody needed the answer."""
    detail = f"There was no answer within {seconds:g} seconds."
    return ReadFailed(read.action, resource, Cause.TIMED_OUT, detail)


def code_of(error: ClientError) -> str:
    """AWS's error code, without the namespace that a protocol, or SQS, puts before it.

    Nothing else is cut off: `KMS.NotFoundException` from another service is about a key.
    """
    code = str(error.response.get("Error", {}).get("Code", ""))
    return code.rpartition("#")[2].removeprefix("AWS.SimpleQueueService.")


def sentence(error: Exception) -> str:
    """AWS's or botocore's own words, on one line, trimmed."""
    words = str(error)
    if isinstance(error, ClientError):
        words = str(error.response.get("Error", {}).get("Message") or code_of(error))
    line = " ".join(words.split())
    return line if len(line) <= _DETAIL else f"{line[: _DETAIL - 1]}…"


def cause_of(error: ClientError) -> Cause:
    """What kind of failure AWS's code says it is."""
    cause = _CAUSES.get(code_of(error))
    if cause is Cause.NO_CREDENTIALS and _clock_is_wrong(error):
        return Cause.FAILED
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return cause or _STATUSES.get(status, Cause.FAILED)


def _clock_is_wrong(error: ClientError) -> bool:
    """A signature from another time has the code of a wrong one: a new sign-in would not help."""
    words = sentence(error)
    return "Signature expired" in words or "Signature not yet current" in words


def _cause_of_error(error: BotoCoreError) -> Cause:
    return next((cause for kind, cause in _ERRORS if isinstance(error, kind)), Cause.FAILED)
