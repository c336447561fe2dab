"""A Lambda function: its ARN's parts, whether it can run, the command that lets SNS invoke it."""

from __future__ import annotations

from bot.core.arns import parse_arn
from bot.core.model.endpoint import FunctionState, LambdaFunction

STATEMENT_ID = "BudgetCheckAllowSns"
"""What a statement of ours for SNS is called, in the policy of a function, queue or key."""


def qualifier(arn: str) -> str:
    """The version or alias that the ARN of a function names; "" for the bare function.

    arn:aws:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER] (Lambda API, FunctionName).
    """
    parsed = parse_arn(arn)
    parts = parsed.resource.split(":") if parsed else []
    return parts[2] if len(parts) > 2 else ""


def unqualified(arn: str) -> str:
    """The ARN of the bare function."""
    named = qualifier(arn)
    return arn.removesuffix(f":{named}") if named else arn


def cannot_run(function: LambdaFunction) -> str:
    """Why the function runs nothing at all, as a clause; "" where it may run (docs/facts.md 11a).

    An update that failed on an Active function is no reason: Lambda runs the code from before it
    (Lambda guide, "Lambda function states").
    """
    if function.reserved == 0:
        return "its reserved concurrency is 0"
    state = function.state
    if isinstance(state, FunctionState):
        if state.state == "Failed":
            return "its state is Failed"
        if state.state == "Inactive" and state.last_update == "Failed":
            return "it is Inactive, and its last update failed"
    return ""


def add_permission(arn: str, topic: str, principal: str, statement_id: str) -> tuple[str, ...]:
    """The words of the AWS command that lets SNS invoke the function for the topic.

    The options have an equals sign: a name may begin with a dash. AddPermission refuses a star as
    the Region of the source ARN (docs/facts.md 11a), so the topic's own is given.
    """
    parsed = parse_arn(arn)
    region = (f"--region={parsed.region}",) if parsed else ()
    return (
        *("aws", "lambda", "add-permission", *region, f"--function-name={arn}"),
        *(f"--statement-id={statement_id}", "--action=lambda:InvokeFunction"),
        *(f"--principal={principal}", f"--source-arn={topic}"),
    )
