"""One call of an AWS JSON API. Nothing is tried twice: who calls knows whether that is safe."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from bot.aws.http.signature import Credentials, Scope, signed

_CHINA = "cn-"


@dataclass(frozen=True, slots=True)
class Api:
    """An AWS JSON API: its host's and signing name, the prefix of X-Amz-Target, its version."""

    name: str
    target: str
    version: str


class RefusedError(Exception):
    """AWS answered with an error: its code without the namespace, and its sentence."""

    def __init__(self, code: str, says: str) -> None:
        super().__init__(f"{code}: {says}")
        self.code = code
        self.says = says


class SilentError(Exception):
    """No usable answer: whether the call was carried out is not known."""


class Caller:
    """Calls AWS in one Region. `endpoint` stands in for AWS's own hosts where it is not empty.

    `timeout` is in seconds, for connecting and for each answer.
    """

    def __init__(
        self,
        region: str,
        credentials: Credentials,
        clock: Callable[[], datetime],
        *,
        endpoint: str = "",
        timeout: float = 1.0,
    ) -> None:
        self.region = region
        self._credentials = credentials
        self._clock = clock
        self._endpoint = endpoint
        self._timeout = timeout

    @classmethod
    def of_function(
        cls, environment: Mapping[str, str], *, endpoint: str = "", timeout: float = 1.0
    ) -> Caller:
        """What a Lambda function calls with: its Region, its role's credentials, the real time."""
        return cls(
            environment["AWS_REGION"],
            Credentials.from_environment(environment),
            lambda: datetime.now(UTC),
            endpoint=endpoint,
            timeout=timeout,
        )

    def call(self, api: Api, operation: str, given: Mapping[str, object]) -> Mapping[str, object]:
        """AWS's answer. Raises RefusedError and SilentError."""
        address = urlsplit(self._endpoint or own_endpoint(api.name, self.region))
        body = json.dumps(given).encode()
        headers = {
            "Host": address.netloc,
            "Content-Type": f"application/x-amz-json-{api.version}",
            "X-Amz-Target": f"{api.target}.{operation}",
        }
        scope = Scope(self.region, api.name, self._clock())
        sent = dict(signed(headers, body, self._credentials, scope))
        ask = partial(HTTPConnection.request, method="POST", url="/", body=body, headers=sent)
        return _read(*exchange(address, self._timeout, ask))


def own_endpoint(service: str, region: str) -> str:
    """AWS's own address of a service in a Region."""
    suffix = "amazonaws.com.cn" if region.startswith(_CHINA) else "amazonaws.com"
    return f"https://{service}.{region}.{suffix}"


def exchange(
    address: SplitResult,
    timeout: float,
    ask: Callable[[HTTPConnection], None],
    most: int | None = None,
) -> tuple[int, bytes]:
    """The status and the body of the answer to what `ask` sends. At most so many bytes of the body
    are read, all of it unless `most` is given. Raises SilentError.
    """
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    connection = kind(address.netloc, timeout=timeout)
    try:
        ask(connection)
        answer = connection.getresponse()
        return answer.status, answer.read(most)
    except (OSError, HTTPException) as error:
        says = f"{address.netloc} did not answer: {error or type(error).__name__}"
        raise SilentError(says) from error
    finally:
        connection.close()


def _read(status: int, text: bytes) -> Mapping[str, object]:
    try:
        found = json.loads(text or b"{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise SilentError(f"the answer (status {status}) is not AWS's JSON")
    if status < 300:
        return found
    code = str(found.get("__type") or found.get("code") or status).rpartition("#")[2]
    says = str(found.get("message") or found.get("Message") or f"status {status}")
    if status >= 500:
        raise SilentError(f"{code}: {says}")
    raise RefusedError(code, says)
