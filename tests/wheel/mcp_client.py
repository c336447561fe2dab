"""A client of `budget-check mcp`, run in the environment of the wheel: the package's own.

Calls come as JSON in the first argument, `[[tool, arguments], ...]`; the tools and the answers go
out as JSON.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from mcp import Client, StdioServerParameters, stdio_client


async def main() -> None:
    """Ask which tools there are, then call them."""
    server = StdioServerParameters(
        command=str(Path(sys.executable).parent / "budget-check"),
        args=["mcp"],
        env=dict(os.environ),
    )
    async with Client(stdio_client(server)) as client:
        offered = await client.list_tools()
        called = [await client.call_tool(name, given) for name, given in json.loads(sys.argv[1])]
        told = {
            "server": client.server_info.model_dump(mode="json"),
            "instructions": client.instructions,
            "tools": [one.model_dump(mode="json", by_alias=True) for one in offered.tools],
            "answers": [one.model_dump(mode="json", by_alias=True) for one in called],
        }
    sys.stdout.write(json.dumps(told))


asyncio.run(main())
