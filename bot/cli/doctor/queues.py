"""Are the queues there, do jobs get through, and has any been given up?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial

from bot.aws.deployment.functions import sources
from bot.aws.deployment.queues import DeployedQueue, dead_letters, queue
from bot.cli.doctor._fed import Sources, fed, late
from bot.cli.doctor._finding import DoctorFinding, count, fine, unknown, wrong
from bot.cli.doctor._setup import Setup
from bot.cli.doctor._unread import unread
from bot.core.jobs.kind import QueueName
from bot.core.model.read import Cause, ReadFailed

TITLE = "Queues"
PLACE = 90

_KEEPS = {
    "failed": "what events could not hand on",
    "events": "what did not reach events",
    "subscription": "what SNS could not deliver",
    "inbox": "what events could not take from an inbox",
}
_HIDDEN = "your AWS credentials may not see it: SQS answers both alike"


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """Each queue that the settings name."""
    known = setup.settings
    urls: Mapping[QueueName, str] = {
        "check": known.check_queue_url,
        "alerts": known.alerts_queue_url,
        "sweep": known.sweep_queue_url,
        "mend": known.mend_queue_url,
    }
    feeds = cache(partial(sources, setup.clients.aws))
    for part, url in urls.items():
        if url:
            yield from _one(setup, part, url, feeds)
    for name, about in _KEEPS.items():
        if url := setup.settings.dead_queue_urls.get(name, ""):
            yield from _kept(setup, about, url)


def _one(
    setup: Setup, part: QueueName, url: str, feeds: Callable[[str], Sources]
) -> Iterator[DoctorFinding]:
    about = f"queue {part}"
    found = queue(setup.clients.aws, url)
    if isinstance(found, ReadFailed) and found.cause is Cause.HIDDEN:
        do = f"Correct {part.upper()}_QUEUE_URL {setup.place}, or allow yourself {found.action}."
        yield unknown(about, f"There is no queue at {url}, or {_HIDDEN}.", do)
    elif isinstance(found, ReadFailed):
        yield unread(about, found)
    else:
        worker = _worker(setup, part)
        troubles = [*_dead(setup, part, found), *late(setup, about, found.arn, worker)]
        if setup.stage:
            troubles += fed(setup, about, found.arn, worker, feeds(worker))
        yield from troubles or [
            fine(about, f"there; {count(found.waiting, 'job')} waiting, none given up.")
        ]


def _dead(setup: Setup, part: QueueName, found: DeployedQueue) -> Iterator[DoctorFinding]:
    about = f"queue {part}"
    if not found.dead_letters:
        yield wrong(about, "has no dead-letter queue: a job that fails is lost.", _deploy(setup))
        return
    dead = dead_letters(setup.clients.aws, found.dead_letters)
    if isinstance(dead, ReadFailed) and dead.cause is Cause.HIDDEN:
        says = f"Its dead-letter queue {found.dead_letters} is not there, or {_HIDDEN}."
        yield unknown(about, says, f"Allow yourself {dead.action}. {_deploy(setup)}")
    elif isinstance(dead, ReadFailed):
        yield unread(about, dead)
    elif dead[1].waiting:
        url, held = dead
        yield wrong(
            about,
            f"{count(held.waiting, 'job')} given up, in its dead-letter queue.",
            *_look(setup, url, held.arn),
        )


def _kept(setup: Setup, about: str, url: str) -> Iterator[DoctorFinding]:
    """A queue that should be empty."""
    found = queue(setup.clients.aws, url)
    if isinstance(found, ReadFailed):
        yield unread(about, found)
    elif found.waiting:
        says = f"{count(found.waiting, 'message')} in {url.rpartition('/')[2]}."
        yield wrong(about, says, *_look(setup, url, found.arn))
    else:
        yield fine(about, "nothing.")


def _look(setup: Setup, url: str, arn: str) -> tuple[str, ...]:
    """What to do about it. A stage's queues are closed to people (deploy/closed.js)."""
    if setup.stage:
        command = f"python -m bot redrive --stage {setup.stage}"
        return ("See what it is; once the cause is gone, the same with --yes plays it:", command)
    return (
        "Look at them with the first command; once the cause is gone, the second sends them back:",
        f"aws sqs receive-message --queue-url {url} --max-number-of-messages 10 "
        "--visibility-timeout 5",
        f"aws sqs start-message-move-task --source-arn {arn}",
    )


def _worker(setup: Setup, part: QueueName) -> str:
    """The function that works on the queue: `mend` on its own, `check` on all the others."""
    return f"budget-check-{setup.stage}-{'mend' if part == 'mend' else 'check'}"


def _deploy(setup: Setup) -> str:
    if setup.stage:
        return setup.deploy_again
    return "Give the queue a RedrivePolicy with a dead-letter queue."
