"""What every client of ours has beside botocore's own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from bot.aws.call_count import count_calls
from bot.aws.request_id import add_request_id
from bot.aws.shape import require_shape

if TYPE_CHECKING:
    from botocore.client import BaseClient


def hook(client: BaseClient) -> BaseClient:
    """The client: it names the job, is counted, and takes only answers of AWS's shape."""
    add_request_id(client)
    count_calls(client)
    require_shape(client)
    # botocore makes a class for each pager: a tenth of a call's own time.
    client.get_paginator = cache(client.get_paginator)  # type: ignore[method-assign]
    return client
