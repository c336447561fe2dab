"""Whether what waits in a queue gets to its function, and soon."""

from __future__ import annotations

from collections.abc import Iterator

from bot.aws.deployment.functions import EventSource
from bot.aws.deployment.queues import oldest
from bot.cli.doctor._finding import DoctorFinding, warning, wrong
from bot.cli.doctor._setup import Setup
from bot.cli.doctor._unread import unread
from bot.core.model.read import ReadFailed

LATE = 300
"""Seconds after which what still waits is worth a warning."""


Sources = tuple[EventSource, ...] | ReadFailed


def fed(
    setup: Setup, about: str, arn: str, function: str, every: Sources
) -> Iterator[DoctorFinding]:
    """What is wrong with the way from the queue to a stage's function, which `every` feeds."""
    if isinstance(every, ReadFailed):
        yield unread(about, every)
        return
    source = next((one for one in every if one.source == arn), None)
    if source is None:
        yield wrong(about, f"The function {function} does not read it.", setup.deploy_again)
    elif source.state != "Enabled":
        says = f"Its event source mapping is {source.state or 'without a state'}, not Enabled."
        yield wrong(about, says, *_switched_on(source))
    elif "ReportBatchItemFailures" not in source.answers:
        says = "Its event source mapping lacks ReportBatchItemFailures: a failed one repeats all."
        yield wrong(about, says, setup.deploy_again)


def _switched_on(source: EventSource) -> tuple[str, ...]:
    """A deployment leaves a mapping that somebody switched off as it is."""
    return (
        "Was it stopped on purpose (docs/operate.md)? To go on:",
        f"aws lambda update-event-source-mapping --uuid {source.id} --enabled",
    )


def late(setup: Setup, about: str, arn: str, function: str) -> Iterator[DoctorFinding]:
    """What waits for longer than `LATE`."""
    age = oldest(setup.clients.aws, arn, setup.clients.now())
    if isinstance(age, ReadFailed):
        yield unread(about, age)
    elif age is not None and age > LATE:
        yield warning(
            about,
            f"The oldest in it waited {age:.0f} s of late: the function is slow or fails.",
            f"Look at its log: `aws logs tail /aws/lambda/{function} --since 1h`."
            if setup.stage
            else "Look at the log of whatever works on it.",
        )
