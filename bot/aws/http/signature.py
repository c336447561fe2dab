"""Signature Version 4 of one JSON request, with the standard library alone.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

_ALGORITHM = "AWS4-HMAC-SHA256"


@dataclass(frozen=True, slots=True)
class Credentials:
    """An access key; `token` is "" for one that does not expire."""

    key_id: str
    secret: str = field(repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Credentials:
        """Those that Lambda gives a function."""
        names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
        return cls(*(environment.get(name, "") for name in names))


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a signature holds: the Region, the service's signing name, and the time (in UTC)."""

    region: str
    service: str
    at: datetime

    @property
    def day(self) -> str:
        """As 20261124."""
        return f"{self.at:%Y%m%d}"

    @property
    def text(self) -> str:
        """The credential scope."""
        return f"{self.day}/{self.region}/{self.service}/aws4_request"


def signed(
    headers: Mapping[str, str], body: bytes, credentials: Credentials, scope: Scope
) -> dict[str, str]:
    """The headers of a POST to `/`, with `X-Amz-Date`, the token and the signature.

    `headers` holds Host; every header given is signed.
    """
    known = {**headers, "X-Amz-Date": f"{scope.at:%Y%m%dT%H%M%SZ}"}
    if credentials.token:
        known["X-Amz-Security-Token"] = credentials.token
    lower = {name.lower(): value.strip() for name, value in known.items()}
    names = ";".join(sorted(lower))
    lines = "".join(f"{name}:{lower[name]}\n" for name in sorted(lower))
    request = f"POST\n/\n\n{lines}\n{names}\n{hashlib.sha256(body).hexdigest()}"
    digest = hashlib.sha256(request.encode()).hexdigest()
    text = f"{_ALGORITHM}\n{known['X-Amz-Date']}\n{scope.text}\n{digest}"
    signature = hmac.new(_key(credentials, scope), text.encode(), hashlib.sha256).hexdigest()
    known["Authorization"] = (
        f"{_ALGORITHM} Credential={credentials.key_id}/{scope.text}, "
        f"SignedHeaders={names}, Signature={signature}"
    )
    return known


def _key(credentials: Credentials, scope: Scope) -> bytes:
    key = f"AWS4{credentials.secret}".encode()
    for part in (scope.day, scope.region, scope.service, "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key
