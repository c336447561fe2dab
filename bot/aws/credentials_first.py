"""One look for credentials before many calls that would all fail alike."""

from __future__ import annotations

from bot.aws.errors import found
from bot.aws.reader import CheckReads
from bot.aws.reads import Read
from bot.core.model.read import ReadFailed


async def without_credentials(reader: CheckReads, read: Read, resource: str) -> ReadFailed | None:
    """Why there are no usable credentials, as a failure of this read; None where there are."""
    ready = found(read, resource, await reader.ask(read, resource, reader.aws.require_credentials))
    return ready if isinstance(ready, ReadFailed) else None
