"""Calls to DynamoDB: what can go wrong, as one kind of error, and transactions."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

import botocore
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    NoCredentialsError,
    ReadTimeoutError,
)

from bot.errors import StoreError, StoreSilentError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

CONFIG = Config(
    retries={"mode": "standard", "total_max_attempts": 5},
    connect_timeout=2,
    read_timeout=5,
    max_pool_connections=20,
    # Without a fixed one botocore builds it anew for each request (`bot.aws.clients.CONFIG`).
    user_agent=f"Botocore/{botocore.__version__}",
)
"""For the client that is handed in: throttling and broken connections are tried again."""

CONDITION = "ConditionalCheckFailed"
PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between the attempts of a transaction: botocore does not try a cancelled one again."""

Pause = Callable[[float], None]

_SERVER_FAILED = 500
_PASSING = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"}
_BUSY = {
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
    "TransactionConflictException",
    "TransactionInProgressException",
}
_REFUSED = {"AccessDeniedException", "UnauthorizedOperation"}
_CREDENTIALS = {
    "ExpiredTokenException",
    "IncompleteSignature",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "UnrecognizedClientException",
}
_BUSY_SAYS = "is busy and did not take the request after several attempts: try again in a minute."


@contextmanager
def reaching(*tables: str) -> Iterator[None]:
    """Whatever goes wrong in a call to these tables becomes a StoreError that names them."""
    name = " and ".join(dict.fromkeys(tables))
    try:
        yield
    except (ReadTimeoutError, ConnectionClosedError) as error:
        raise StoreSilentError(name) from error
    except NoCredentialsError as error:
        raise StoreError(name, "cannot be read: budget-check has no AWS credentials.") from error
    except BotoCoreError as error:
        raise StoreError(name, f"cannot be reached: {error}") from error
    except ClientError as error:
        if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0) >= _SERVER_FAILED:
            raise StoreSilentError(name) from error
        raise StoreError(name, _says(error)) from error


def transact(
    client: DynamoDBClient,
    items: Sequence[TransactWriteItemTypeDef],
    pause: Pause = time.sleep,
) -> tuple[str, ...]:
    """Write all of the items or none; `()` when they are written.

    Otherwise nothing is written and each item's code is returned, "ConditionalCheckFailed" for one
    whose condition was not met and "None" for an innocent one. Conflicts with other transactions
    and throttling are tried again a few times, then they are a StoreError, as is all else.
    """
    tables = tuple(str(part["TableName"]) for item in items for part in _parts(item))
    codes: tuple[str, ...] = ()
    for seconds in (0.0, *PAUSES):
        if seconds:
            pause(seconds)
        with reaching(*tables):
            try:
                client.transact_write_items(TransactItems=items)
            except client.exceptions.TransactionCanceledException as error:
                codes = _codes(error)
                if not _PASSING.intersection(codes) and CONDITION not in codes:
                    raise
            else:
                return ()
        if CONDITION in codes:
            return codes
    raise StoreError(" and ".join(dict.fromkeys(tables)), _BUSY_SAYS)


def _parts(item: TransactWriteItemTypeDef) -> Iterable[Mapping[str, object]]:
    """The one thing that an item does: its Put, Update, Delete or ConditionCheck."""
    return cast("Mapping[str, Mapping[str, object]]", item).values()


def _codes(error: ClientError) -> tuple[str, ...]:
    reasons = error.response.get("CancellationReasons", [])
    return tuple(reason.get("Code", "None") for reason in reasons)


def _says(error: ClientError) -> str:
    code = error.response.get("Error", {}).get("Code", "")
    detail = error.response.get("Error", {}).get("Message", "")
    if code == "ResourceNotFoundException":
        return (
            "does not exist in this account and Region: make the tables, or correct the setting "
            "that names them (`python -m bot doctor` shows which)."
        )
    if code in _REFUSED:
        return f"is closed to budget-check's role: allow it there. AWS says: {detail}"
    if code in _CREDENTIALS:
        return f"cannot be read with these AWS credentials: renew them. AWS says: {detail}"
    return _BUSY_SAYS if code in _BUSY else f"refused the request: {code}: {detail}"
