"""A worker in a process of its own that ends itself by SIGKILL at one point of a change."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from bot.aws.apply import ONCE
from bot.features.change.engine import ChangeEngine
from bot.features.change.events import ChangeEvent
from bot.features.change.read_path import FixRequest
from bot.jobs.crash_points import CrashHook, Point
from playground.aws.control import Control
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.change.bench import PLACE, Bench, bench


@dataclass(frozen=True)
class Death:
    """Where the worker dies: at the `nth` passing of a point. `approvals` is the setting, `ahead`
    are minutes that its clock is ahead.
    """

    point: Point
    nth: int = 1
    approvals: int = 0
    ahead: int = 0


def die(url: str, death: Death, call: str, given: FixRequest | str) -> None:
    """Do one thing to a change and die on the way; returns where the point was not reached."""
    os.environ.update(
        AWS_ENDPOINT_URL=url,
        AWS_CONFIG_FILE="/dev/null",
        AWS_SHARED_CREDENTIALS_FILE="/dev/null",
    )
    opened = OpenAws()
    aws = EmbeddedAws(url, Control(url))
    here = bench(aws, opened(), opened(config=ONCE), _dies_at(death), ids_from="killed")
    here = here.but(rules=replace(here.ports.rules, approvals=death.approvals))
    here.clock.pass_(minutes=death.ahead)
    _CALLS[call](here, given)


def _submit(here: Bench, change_id: str) -> ChangeEvent:
    change = here.ports.changes.get(change_id)
    assert change
    return here.submit(change)


_CALLS: Mapping[str, Callable[[Bench, FixRequest | str], ChangeEvent]] = {
    "propose": lambda here, request: ChangeEngine(here.ports).propose("U1", PLACE, _wish(request)),
    "submit": lambda here, change: _submit(here, str(change)),
    "apply": lambda here, change: here.mender.apply(str(change)),
    "settle": lambda here, change: here.mender.settle(str(change)),
}


def _wish(given: FixRequest | str) -> FixRequest:
    assert isinstance(given, FixRequest)
    return given


def _dies_at(death: Death) -> CrashHook:
    left = [death.nth]

    def reach(reached: Point) -> None:
        if reached is death.point:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    return reach
