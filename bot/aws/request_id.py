"""On whose behalf AWS is called: the job's id stands in the User-Agent, which CloudTrail keeps.

So whoever finds a PutKeyPolicy in CloudTrail finds the click in Slack behind it.
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from botocore.awsrequest import AWSRequest
    from botocore.client import BaseClient

_REQUEST: ContextVar[str] = ContextVar("job", default="")
_NOT_A_TOKEN = re.compile(r"[^A-Za-z0-9._-]")


@contextmanager
def request_id(job: str) -> Iterator[None]:
    """Every call to AWS inside, on whatever thread of the pool, names the job with this id."""
    token = _REQUEST.set(_NOT_A_TOKEN.sub("-", job)[:64])
    try:
        yield
    finally:
        _REQUEST.reset(token)


def add_request_id(client: BaseClient) -> None:
    """Let this client's calls name the job that is being worked on."""
    # Last: botocore's own handler of the same event writes the whole header anew.
    client.meta.events.register_last("request-created", _add)


def _add(request: AWSRequest, **_: object) -> None:
    job = _REQUEST.get()
    if job:
        agent = request.headers["User-Agent"]
        del request.headers["User-Agent"]  # or a second one stands beside it
        request.headers["User-Agent"] = f"{agent} job/{job}"
