"""A number that grows with every change of what somebody who looks at the account can see.

It lets a page wait for the next change instead of asking again and again. It never goes back, not
even with a reset.
"""

import asyncio

from playground.aws.server.call import Call, Request
from playground.aws.server.plane import Given, number

SERVICES = ("budgets", "sns", "kms")
_READS = ("Describe", "Get", "List")
_UNSEEN = ("/_playground/calls",)
LONGEST_WAIT = 100.0


class Changes:
    """The number, and whoever waits for the next one. For the server's own event loop only."""

    def __init__(self) -> None:
        self._version = 1
        self._next = asyncio.Event()

    def after_call(self, call: Call | None) -> None:
        """An AWS call has been answered; only writes of what is shown count."""
        if call and call.service in SERVICES and not call.operation.startswith(_READS):
            self.note()

    def after_route(self, request: Request) -> None:
        """A route of the control plane has been answered."""
        if request.method != "GET" and request.path not in _UNSEEN:
            self.note()

    def note(self) -> None:
        """Something has changed: wake all who wait."""
        self._version += 1
        self._next.set()
        self._next = asyncio.Event()

    async def wait(self, given: Given) -> dict[str, int]:
        """Control: `after`, `seconds`; the number as soon as it is another, or the time is up."""
        after = number(given, "after", 0)
        seconds = min(number(given, "seconds", 0), LONGEST_WAIT)
        try:
            async with asyncio.timeout(seconds):
                while self._version == after:
                    await self._next.wait()
        except TimeoutError:  # nobody was woken: nothing has changed
            return {"version": int(after)}
        return {"version": self._version}
