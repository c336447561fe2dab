"""Play again what could not be handed on or worked on: alerts, events and jobs that were given up.

Shows what lies there and what it becomes; nothing is done without --yes.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bot.aws.clients import Aws
from bot.aws.deployment.redrive import ONE_CALL, Failed, Held, Redriven, redrive
from bot.aws.session import session
from bot.cli.output import printable, printed
from bot.cli.stage import stage_named
from bot.core.jobs.kinds import KINDS
from bot.core.model.read import NotFound, ReadFailed
from bot.core.texts.duration import took
from bot.settings import Settings

NOTHING_LEFT, LEFT, UNKNOWN = 0, 1, 4
EXAMPLES = ("redrive --stage prod", "redrive --stage prod --yes")
EPILOG = "Exit status: 0 nothing is left, 1 something lies there, 4 could not tell."
SETTINGS: frozenset[str] = frozenset()
"""None: `events` has those of the stage."""

_WHAT = {
    "check": "what people asked, that failed five times",
    "alerts": "alerts, changes that AWS told and messages, that failed five times",
    "sweep": "accounts of a sweep, that failed five times",
    "mend": "jobs of the function mend that failed five times",
    "failed": "what reached the function events and could not be handed on",
    "events": "what EventBridge and the schedules could not deliver",
    "subscription": "messages that SNS could not deliver",
    "inbox": "messages of other accounts' topics that could not be taken five times",
}
_BECOMES = {
    "alert.arrived": "the alert is posted, unless it is already",
    "change.submit": "the change goes on: rights and state are looked up again first",
    "change.approve": "the approval counts, if the change still waits for it",
    "unreadable": "this version cannot read it: it stays where it is",
    "nothing": "nothing comes of it, and it is taken out",
}
_MOST_CALLS = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `redrive`."""
    parser.add_argument("--stage", metavar="STAGE", required=True, help="as in prod")
    parser.add_argument("--yes", action="store_true", help="do it: without, it is only shown")
    parser.add_argument("--profile", metavar="P", help="a profile of your AWS configuration")


def run(arguments: argparse.Namespace, _settings: Settings) -> int:
    """Show what there is, or play it; the exit status.

    Raises UsageError for a stage that cannot be one and an unknown profile, SettingsError where no
    AWS Region is known.
    """
    function = f"budget-check-{stage_named(arguments.stage)}-events"
    with Aws(session(arguments.profile), config=ONE_CALL) as aws:
        lines, left = [f"{function}:"], False
        for _ in range(_MOST_CALLS):
            answer = redrive(aws, function, play=arguments.yes)
            if not isinstance(answer, Redriven):
                printed("".join(f"{line}\n" for line in [*lines, _trouble(answer, function)]))
                return UNKNOWN
            lines += _said(answer, datetime.now(UTC), played=arguments.yes)
            left = left or any(one.left for one in answer.queues.values())
            if not (arguments.yes and answer.more):
                break
    if left and not arguments.yes:
        lines.append("Nothing was done. With --yes it is played again, and taken out of its queue.")
    readable = printed("".join(f"{line}\n" for line in lines))
    return UNKNOWN if not readable else LEFT if left else NOTHING_LEFT


def _said(answer: Redriven, now: datetime, *, played: bool) -> Iterator[str]:
    there = {name: held for name, held in answer.queues.items() if held.count}
    for name, held in there.items():
        yield f"  {held.count} x {_WHAT.get(name, name)}; {_age(held, now)}"
        for kind, number in sorted(held.kinds.items()):
            yield f"    {number} x {printable(kind)}: {_becomes(kind)}"
        if played:
            yield f"    played {held.count - held.left}, left {held.left}"
    if not there:
        yield "  Nothing lies in its dead-letter queues."
    if answer.more and not played:
        yield "  There may be more: it takes longer to look at than the function runs."


def _age(held: Held, now: datetime) -> str:
    if held.oldest is None:
        return "of unknown age"
    age = now - datetime.fromtimestamp(held.oldest, UTC)
    return f"the oldest is {took(max(age, timedelta(0)))} old"


def _becomes(kind: str) -> str:
    known = KINDS.get(kind)
    return _BECOMES.get(kind) or f"a job of the queue {known.queue if known else 'check'}"


def _trouble(answer: Failed | NotFound | ReadFailed, function: str) -> str:
    if isinstance(answer, NotFound):
        return f"  There is no function {function} in this Region and account."
    if isinstance(answer, Failed):
        return f"  The function ended with an error: {printable(answer.says)}"
    said = f" AWS says: {printable(answer.detail)}" if answer.detail else ""
    return f"  {function} could not be called ({answer.action}, {answer.cause.value}).{said}"
