"""A bare caller of the embedded AWS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bot.aws.http.call import Caller
from bot.aws.http.signature import Credentials
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.waiting import UNHURRIED

REGION = "eu-west-1"


@dataclass(frozen=True)
class Call:
    """Makes a Caller: `caller()` as the account's root, `caller(aws.as_role(...))` as a role."""

    url: str

    def __call__(self, role: Mapping[str, str] | None = None, timeout: float = UNHURRIED) -> Caller:
        given = {"account": ACCOUNT, "secret": "test", "token": "", **(role or {})}
        credentials = Credentials(given["account"], given["secret"], given["token"])
        return Caller(
            REGION, credentials, lambda: datetime.now(UTC), endpoint=self.url, timeout=timeout
        )


@pytest.fixture
def caller(embedded_aws: EmbeddedAws) -> Call:
    return Call(embedded_aws.url)
