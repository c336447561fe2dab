"""One attempt to carry a change out."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.arns import parse_arn
from bot.core.change.change import Change
from bot.core.change.events import LEASE
from bot.core.plan import Plan
from bot.features.change.ports import EnginePorts
from bot.jobs.ports import Writer
from bot.store.leases import Lease


@dataclass(frozen=True, slots=True)
class Attempt:
    """`change` is APPLYING, at the version that this attempt brought it to; `lease` is held."""

    ports: EnginePorts
    change: Change
    lease: Lease

    @property
    def region(self) -> str:
        """The topic's Region: where a new key is made."""
        return region_of(self.change.plan)

    @property
    def writer(self) -> Writer:
        """That of the change's account, looked up anew."""
        return self.ports.writer.of(self.change.plan.account)

    def still_held(self) -> bool:
        """Renew the lease before each write; False where somebody has taken it over."""
        ports = self.ports
        return ports.leases.renew(self.lease, ports.clock(), LEASE.total_seconds()) is not None


def region_of(plan: Plan) -> str:
    """The Region of the plan's topic."""
    arn = parse_arn(plan.topic)
    return arn.region if arn else ""
