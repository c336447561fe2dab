"""Does CloudTrail tell of changes of keys, topics and budgets?

Without it the watch learns of a break at its next sweep, and not who it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.aws.deployment.trails import Trail, trails
from bot.cli.doctor._finding import DoctorFinding, fine, warning
from bot.cli.doctor._setup import Setup
from bot.cli.doctor._unread import unread
from bot.core.model.read import ReadFailed

TITLE = "CloudTrail"
PLACE = 85

BUDGETS_IN = {"aws": "us-east-1", "aws-cn": "cn-northwest-1"}
"""Where AWS Budgets lives, by partition: its events arrive there alone (docs/facts.md 1.3)."""
_MAKE = (
    "Have a trail log write management events in every Region: docs/watch.md says how. "
    "Until then a break is found by the sweep, every six hours, and nobody is named."
)


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """The stage's own Region, and that of AWS Budgets. A laptop hears of no events."""
    if not setup.stage:
        return
    aws = setup.clients.aws
    for region in dict.fromkeys((aws.region, BUDGETS_IN.get(aws.partition, aws.region))):
        yield from _in(region, trails(aws, region))


def _in(region: str, every: Sequence[Trail | ReadFailed] | ReadFailed) -> Iterator[DoctorFinding]:
    about = f"trail in {region}"
    if isinstance(every, ReadFailed):
        yield unread(about, every)
        return
    known = [one for one in every if isinstance(one, Trail)]
    best = max(known, key=_worth, default=None)
    lost = next((one for one in every if isinstance(one, ReadFailed)), None)
    if lost and (best is None or _worth(best) < _ALL):
        yield unread(about, lost)
    elif best is None:
        yield warning(about, "No trail covers this Region: nobody tells who changed what.", _MAKE)
    else:
        yield _judged(about, best)


_ALL = 3


def _worth(one: Trail) -> int:
    """How much of it is right, counted from what the rest depends on."""
    rights = (one.logging, one.writes, one.keys)
    return next((n for n, right in enumerate(rights) if not right), _ALL)


def _judged(about: str, one: Trail) -> DoctorFinding:
    says = {
        0: f"The trail {one.name} is there and does not log.",
        1: f"The trail {one.name} logs no write management events.",
        2: f"The trail {one.name} leaves out the events of KMS: changes of keys are not told.",
    }.get(_worth(one))
    return warning(about, says, _MAKE) if says else fine(about, f"{one.name} tells of changes.")
