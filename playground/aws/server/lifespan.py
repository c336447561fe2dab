"""The start and the end of an ASGI application."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from playground.aws.server.asgi import App, Message

_SECONDS_TO_END = 0.5


@contextlib.asynccontextmanager
async def lifespan(app: App) -> AsyncIterator[None]:
    """Let the application start, and end with the block; what it raises instead is raised."""
    asked, told = asyncio.Queue[Message](), asyncio.Queue[Message]()
    living = asyncio.ensure_future(app({"type": "lifespan"}, asked.get, told.put))
    asked.put_nowait({"type": "lifespan.startup"})
    started = asyncio.create_task(told.get())
    await asyncio.wait({living, started}, return_when=asyncio.FIRST_COMPLETED)
    if living.done():
        living.result()
    yield
    asked.put_nowait({"type": "lifespan.shutdown"})
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(told.get(), _SECONDS_TO_END)
