"""The embedded AWS, as a ticket system meets it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.aws.clients import Aws
from bot.tickets import TicketPorts, TicketSystem, kind_named
from tests.aws.conftest import QUICK, open_aws
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws

__all__ = ["open_aws"]

Opened = Callable[..., TicketSystem]


@pytest.fixture
def opsitems(open_aws: OpenAws) -> Opened:
    """OpsCenter for an `Aws`, the account's root without one; by name, as TICKETS gives it."""

    def make(aws: Aws | None = None, **settings: str) -> TicketSystem:
        found = aws or open_aws(config=QUICK)
        return kind_named("opsitem").make(TicketPorts(lambda _: found, settings))

    return make


@pytest.fixture
def items(embedded_aws: EmbeddedAws) -> Callable[..., list[dict[str, Any]]]:
    """Every OpsItem of a Region and an account, oldest first."""

    def read(region: str = "ap-northeast-1", account: str = ACCOUNT) -> list[dict[str, Any]]:
        ssm = embedded_aws.client("ssm", region, account)
        summaries = ssm.describe_ops_items()["OpsItemSummaries"]
        ids = [one["OpsItemId"] for one in summaries]
        return [ssm.get_ops_item(OpsItemId=id)["OpsItem"] for id in reversed(ids)]

    return read
