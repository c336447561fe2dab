"""The CloudFormation stack of a stage, and what it tells of itself."""

from __future__ import annotations

from bot.aws.clients import Aws
from bot.aws.reads import Read
from bot.core.model.read import NotFound, ReadFailed

# CloudFormation has no code of its own for a stack that is not there: it calls its name invalid.
DESCRIBE_STACKS = Read("DescribeStacks", "cloudformation:DescribeStacks", ("ValidationError",))


def output(aws: Aws, stack: str, key: str) -> str | NotFound | ReadFailed:
    """One output of the stack, in the session's Region; NotFound for no such stack or output."""
    client = aws.cloudformation(aws.region)

    def read() -> str | NotFound:
        (one,) = client.describe_stacks(StackName=stack)["Stacks"]
        values = {each["OutputKey"]: str(each["OutputValue"]) for each in one.get("Outputs", ())}
        return values.get(key) or NotFound(f"{stack}.{key}")

    return aws.ask(DESCRIBE_STACKS, stack, read)
