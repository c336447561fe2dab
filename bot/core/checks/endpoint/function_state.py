"""Can the Lambda function run at all?

A function with a reserved concurrency of 0, in the state Failed, or left Inactive by an update that
failed runs nothing, whatever its policy says (docs/facts.md 11a; Lambda guide, "Lambda function
states"). An update that failed on an Active function changes nothing: Lambda runs the code from
before it.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from bot.core.arns import parse_arn
from bot.core.checks._finding import FindingFactory
from bot.core.checks._unread import quoted, said
from bot.core.checks.endpoint._foreign import not_read
from bot.core.findings import Finding, Status
from bot.core.model.endpoint import FunctionState, LambdaFunction
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.topic import Topic
from bot.core.subscriptions.functions import cannot_run, unqualified
from bot.core.subscriptions.subscription import confirmed

CODES = {
    "endpoint.lambda-cannot-run": Status.BROKEN,
    "endpoint.lambda-not-ready": Status.AT_RISK,
    "endpoint.unreadable": Status.UNKNOWN,
}
finding_factory = FindingFactory(CODES)

Said = tuple[str, str, tuple[str, ...]]
"""A code, its sentence and its evidence."""


def check(path: Path) -> Iterator[Finding]:
    """Look at the state and the reserved concurrency of each Lambda endpoint that is there."""
    for subscription in confirmed(path):
        function, topic = subscription.target, path.topic
        if not isinstance(function, LambdaFunction) or not isinstance(topic, Topic):
            continue
        for code, says, evidence in _told(path, topic, function):
            yield finding_factory(
                code, subscription.endpoint, says, evidence=evidence, via=subscription.id
            )


def _told(path: Path, topic: Topic, function: LambdaFunction) -> Iterator[Said]:
    state, stopped = function.state, cannot_run(function)
    if stopped:
        yield "endpoint.lambda-cannot-run", *_stopped(function, stopped)
    elif isinstance(state, FunctionState) and state.state != "Active":
        says = _NOT_READY.get(state.state) or _OTHERWISE.format(state.state)
        yield "endpoint.lambda-not-ready", says, quoted(state.reason)
    gaps = {
        "The function's state": state,
        "The function's reserved concurrency": function.reserved,
    }
    for what, gap in gaps.items():
        if isinstance(gap, ReadFailed):
            says = not_read(path, topic, function.arn, what, gap)
            yield "endpoint.unreadable", says, said(gap)


def _stopped(function: LambdaFunction, why: str) -> tuple[str, tuple[str, ...]]:
    says = f"The function runs nothing, so the alert is lost to it: {why}."
    if function.reserved == 0:
        return f"{says} {_LIMIT}", (_release(function.arn),)
    state = function.state
    failed = isinstance(state, FunctionState) and state.state == "Failed"
    reason = state.reason if isinstance(state, FunctionState) else ""
    return f"{says} {_CREATE_ANEW if failed else _DEPLOY_AGAIN}", quoted(reason)


_LIMIT = "Take that limit away, or raise it; a cost kill switch sets exactly this."
_CREATE_ANEW = "Mend what AWS names as the reason, then delete the function and create it anew."
_DEPLOY_AGAIN = "Mend what AWS names as the reason, then deploy the function again."


def _release(arn: str) -> str:
    parsed = parse_arn(arn)
    words = (
        *("aws", "lambda", "delete-function-concurrency"),
        f"--region={parsed.region if parsed else ''}",
        f"--function-name={unqualified(arn)}",
    )
    return f"This takes the limit away: {shlex.join(words)} (ask first who set it)."


_NOT_READY = {
    "Pending": "Lambda is still setting the function up (its state is Pending) and runs nothing "
    "meanwhile. Check again in a few minutes.",
    "Inactive": "The function is Inactive: Lambda took its resources back while nobody called it. "
    "The next call fails and makes Lambda set it up again, so an alert can come late. Invoke it "
    "once by hand.",
}
_OTHERWISE = (
    "The function is in the state {}, and Lambda invokes a function with success only while it is "
    "Active. Look at it in the Lambda console."
)
