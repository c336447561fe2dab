"""What a queue's reader asks of SNS itself: the certificate of a signature, and a confirmation.

Neither call is signed: a certificate is public, and a confirmation's token is its right
(https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html).
"""

from __future__ import annotations

from functools import partial
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from bot.aws.http.call import RefusedError, SilentError, exchange, own_endpoint
from bot.core.arns import parse_arn

_VERSION = "2010-03-31"
_LARGEST = 100_000


class SnsHosts:
    """SNS's hosts, over HTTPS; `endpoint` stands in for them where it is not empty.

    `timeout` is in seconds, for connecting and for each answer.
    """

    def __init__(self, *, endpoint: str = "", timeout: float = 5.0) -> None:
        self._endpoint = endpoint
        self._timeout = timeout

    def certificate(self, host: str, path: str) -> str:
        """As PEM. `host` has to be known as SNS's. Raises RefusedError and SilentError."""
        return self._get(f"https://{host}", path).decode("ascii", "replace")

    def confirm(self, topic: str, token: str) -> None:
        """Confirm the subscription that the token is of. Raises RefusedError and SilentError."""
        arn = parse_arn(topic)
        if arn is None:
            raise RefusedError("InvalidParameter", f"{topic} is no ARN")
        asked = {"Action": "ConfirmSubscription", "Version": _VERSION}
        query = urlencode({**asked, "TopicArn": topic, "Token": token})
        self._get(own_endpoint("sns", arn.region), f"/?{query}")

    def _get(self, host: str, path: str) -> bytes:
        address = urlsplit(self._endpoint or host)
        ask = partial(HTTPConnection.request, method="GET", url=path)
        status, body = exchange(address, self._timeout, ask, _LARGEST)
        if status >= 500 or status == 429:
            raise SilentError(f"{host} answered with status {status}")
        if status != 200:
            raise RefusedError(str(status), body[:500].decode("utf-8", "replace"))
        return body
