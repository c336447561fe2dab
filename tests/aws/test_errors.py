"""Every way in which a read can fail, and the cause that it is given."""

from __future__ import annotations

import pytest
from botocore import exceptions as boto
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from bot.aws.errors import attempt, code_of, found, sentence
from bot.aws.reads import DESCRIBE_KEY, GET_FUNCTION, GET_QUEUE, GET_TOPIC, Read
from bot.core.model.read import Cause, NotFound, ReadFailed

URL = "https://kms.us-east-1.amazonaws.com/"


def _client_error(code: str, message: str = "Said by AWS.", status: int = 400) -> ClientError:
    answer = {
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(answer, "DescribeKey")  # type: ignore[arg-type]  # only what errors.py reads


def _raise(error: Exception) -> str:
    raise error


@pytest.mark.parametrize(
    ("code", "status", "cause"),
    [
        ("AccessDeniedException", 400, Cause.REFUSED),
        ("AccessDenied", 403, Cause.REFUSED),
        ("AuthorizationError", 403, Cause.REFUSED),
        ("SomethingNew", 403, Cause.REFUSED),
        ("ThrottlingException", 400, Cause.THROTTLED),
        ("Throttling", 400, Cause.THROTTLED),
        ("RequestThrottled", 403, Cause.THROTTLED),
        ("SomethingNew", 429, Cause.THROTTLED),
        ("ExpiredToken", 403, Cause.EXPIRED),
        ("ExpiredTokenException", 400, Cause.EXPIRED),
        ("InvalidClientTokenId", 403, Cause.NO_CREDENTIALS),
        ("UnrecognizedClientException", 400, Cause.NO_CREDENTIALS),
        ("SignatureDoesNotMatch", 403, Cause.NO_CREDENTIALS),
        ("SomethingNew", 401, Cause.NO_CREDENTIALS),
        ("DependencyTimeoutException", 503, Cause.TIMED_OUT),
        ("InternalErrorException", 500, Cause.FAILED),
        ("ValidationException", 400, Cause.FAILED),
        ("", 0, Cause.FAILED),
    ],
)
def test_codes(code: str, status: int, cause: Cause) -> None:
    result = attempt(DESCRIBE_KEY, "key", lambda: _raise(_client_error(code, status=status)))
    assert result == ReadFailed("kms:DescribeKey", "key", cause, "Said by AWS.")


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (boto.NoCredentialsError(), Cause.NO_CREDENTIALS),
        (boto.PartialCredentialsError(provider="env", cred_var="x"), Cause.NO_CREDENTIALS),
        (boto.CredentialRetrievalError(provider="p", error_msg="x"), Cause.NO_CREDENTIALS),
        (boto.SSOTokenLoadError(error_msg="x"), Cause.NO_CREDENTIALS),
        (boto.LoginTokenLoadError(error_msg="x"), Cause.NO_CREDENTIALS),
        (boto.UnauthorizedSSOTokenError(), Cause.EXPIRED),
        (boto.TokenRetrievalError(provider="sso", error_msg="x"), Cause.EXPIRED),
        (boto.LoginRefreshRequired(), Cause.EXPIRED),
        (boto.ConnectTimeoutError(endpoint_url=URL), Cause.TIMED_OUT),
        (boto.ReadTimeoutError(endpoint_url=URL), Cause.TIMED_OUT),
        (boto.EndpointConnectionError(endpoint_url=URL), Cause.UNREACHABLE),
        (boto.ConnectionClosedError(endpoint_url=URL), Cause.UNREACHABLE),
        (boto.ProxyConnectionError(proxy_url=URL), Cause.UNREACHABLE),
        (boto.SSLError(endpoint_url=URL, error=OSError("self-signed")), Cause.UNREACHABLE),
        (boto.HTTPClientError(error="x"), Cause.UNREACHABLE),
        (boto.CapacityNotAvailableError(), Cause.THROTTLED),
        (boto.ParamValidationError(report="x"), Cause.FAILED),
        (boto.InvalidRegionError(region_name="no region"), Cause.FAILED),
        (ValueError("Invalid endpoint: x"), Cause.FAILED),
    ],
)
def test_botocore_errors(error: Exception, cause: Cause) -> None:
    result = attempt(DESCRIBE_KEY, "key", lambda: _raise(error))
    assert isinstance(result, ReadFailed)
    assert (result.cause, result.detail) == (cause, sentence(error))


def test_an_answer_without_its_parts_is_a_failed_read() -> None:
    result = attempt(DESCRIBE_KEY, "key", lambda: dict[str, str]()["KeyMetadata"])
    assert result == ReadFailed(
        "kms:DescribeKey", "key", Cause.FAILED, "The answer to DescribeKey has no 'KeyMetadata'."
    )


@pytest.mark.parametrize(
    ("read", "code"),
    [
        (DESCRIBE_KEY, "NotFoundException"),
        (DESCRIBE_KEY, "com.amazonaws.kms#NotFoundException"),
        (GET_TOPIC, "NotFound"),
        (GET_FUNCTION, "ResourceNotFoundException"),
    ],
)
def test_what_does_not_exist_is_absent(read: Read, code: str) -> None:
    result = attempt(read, "it", lambda: _raise(_client_error(code)))
    assert result == NotFound("it", "Said by AWS.")


@pytest.mark.parametrize(
    "code",
    [
        "AWS.SimpleQueueService.NonExistentQueue",
        "com.amazonaws.sqs#QueueDoesNotExist",
        "QueueDoesNotExist",
    ],
)
def test_what_a_missing_right_looks_like_too_is_hidden(code: str) -> None:
    result = attempt(GET_QUEUE, "it", lambda: _raise(_client_error(code)))
    assert result == ReadFailed("sqs:GetQueueAttributes", "it", Cause.HIDDEN, "Said by AWS.")


@pytest.mark.parametrize("words", ["Signature expired: x", "Signature not yet current: x"])
def test_a_wrong_clock_is_no_wrong_key(words: str) -> None:
    error = _client_error("InvalidSignatureException", words)
    result = attempt(DESCRIBE_KEY, "key", lambda: _raise(error))
    assert result == ReadFailed("kms:DescribeKey", "key", Cause.FAILED, words)


def test_a_thing_that_must_exist_is_unread_where_aws_denies_it() -> None:
    assert found(DESCRIBE_KEY, "key", NotFound("key", "gone")) == ReadFailed(
        "kms:DescribeKey", "key", Cause.FAILED, "gone"
    )
    assert found(DESCRIBE_KEY, "key", "text") == "text"


@given(st.text(), st.text())
def test_a_sentence_is_one_short_line(code: str, words: str) -> None:
    said = sentence(_client_error(code, words))
    assert len(said) <= 300
    assert "\n" not in said


def test_the_code_stands_in_for_a_missing_sentence() -> None:
    error = _client_error("NotFound", "")
    assert (code_of(error), sentence(error)) == ("NotFound", "NotFound")
