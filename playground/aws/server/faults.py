"""Latency and faults, injected per service and operation."""

import asyncio
import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from playground.aws.server.call import Call

_SERVER_ERRORS = ("Internal", "ServiceUnavailable", "KMSInternal", "DependencyTimeout")


@dataclass(frozen=True)
class Fault:
    """What happens to the calls that fit.

    `service`, `operation`, `account` and `region` may be `*`; `text` must occur in the request's
    body or address. `how` is empty (an error with `code`, or only latency), `hang` (no answer until
    the client leaves), `reset` (the connection breaks) or `hold` (carried out, and answered, once
    the fault is taken away). `times` 0 means always. Calls whose
    User-Agent holds `spares` are left alone; `name` is what it can be taken away by.
    """

    service: str = "*"
    operation: str = "*"
    account: str = "*"
    region: str = "*"
    text: str = ""
    latency: float = 0.0
    code: str = ""
    message: str = ""
    status: int = 0
    how: str = ""
    times: int = 0
    spares: str = ""
    name: str = ""

    @classmethod
    def of(cls, given: Mapping[str, object]) -> "Fault":
        """From JSON. ValueError names what does not belong."""
        known = {field.name: field.default for field in dataclasses.fields(cls)}
        unknown = sorted(set(given) - set(known))
        if unknown:
            raise ValueError(f"a fault has no {', '.join(unknown)}; it has {', '.join(known)}")
        for name, value in given.items():
            is_number = isinstance(known[name], int | float)
            if not isinstance(value, int | float if is_number else str):
                raise ValueError(f"{name} must be a {'number' if is_number else 'text'}")
        fault = cls(**given)  # type: ignore[arg-type]  # each value was held against its default
        if fault.how not in ("", "hang", "reset", "hold"):
            raise ValueError('how must be "", "hang", "reset" or "hold"')
        return fault

    @property
    def http_status(self) -> int:
        """The status given, else 500 for AWS's own failures and 400 for the rest."""
        return self.status or (500 if self.code.startswith(_SERVER_ERRORS) else 400)

    @property
    def breaks(self) -> bool:
        """More than latency."""
        return bool(self.code or self.how)

    def fits(self, call: Call, text: str) -> bool:
        """Whether this call is meant."""
        pairs = (
            (self.service, call.service),
            (self.operation, call.operation),
            (self.account, call.account),
            (self.region, call.region),
        )
        if self.spares and self.spares in call.agent:
            return False
        return all(want in ("*", is_) for want, is_ in pairs) and self.text in text


class Faults:
    """The faults in force, in the order they came."""

    def __init__(self) -> None:
        self._left: list[tuple[Fault, int]] = []
        self._gates: dict[Fault, asyncio.Event] = {}

    def add(self, fault: Fault) -> None:
        """From now on."""
        self._left.append((fault, fault.times))

    def clear(self, name: str = "") -> None:
        """None any more, or none of that name."""
        self._left = [(fault, left) for fault, left in self._left if name not in ("", fault.name)]
        for fault in [one for one in self._gates if name in ("", one.name)]:
            self._gates.pop(fault).set()

    async def held(self, fault: Fault) -> None:
        """Until this fault is taken away."""
        await self._gates.setdefault(fault, asyncio.Event()).wait()

    def __len__(self) -> int:
        return len(self._left)

    def take(self, call: Call, text: str) -> tuple[float, Fault | None]:
        """The latency (the fitting ones added up) and the first fault that breaks this call."""
        latency, breaking, kept = 0.0, None, []
        for fault, left in self._left:
            applies = fault.fits(call, text) and not (fault.breaks and breaking)
            if applies:
                latency += fault.latency
                breaking = fault if fault.breaks else breaking
            if not (applies and left == 1):
                kept.append((fault, left - 1 if applies and left else left))
        self._left = kept
        return latency, breaking
