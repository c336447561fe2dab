"""Reads the tags of a budget: by them `ROUTES` may say which channel hears of it.

One call for each budget, for no list of AWS Budgets has tags; so it is made only where a rule asks
for a tag, by the sweep (`bot.features.watch.sweep`), and kept with the verdict.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.aws.budgets import budget_arn
from bot.aws.clients import Aws
from bot.aws.reads import Read
from bot.core.model.read import NotFound, ReadFailed

BUDGET_TAGS = Read("ListTagsForResource", "budgets:ListTagsForResource", ("NotFoundException",))
READS = (BUDGET_TAGS,)
"""Held by a role only where ROUTES has a rule by tag."""
Tags = tuple[tuple[str, str], ...]


def budget_tags(aws: Aws, account: str, name: str) -> Tags | ReadFailed:
    """Keys and values; none for a budget that is not there."""
    arn = budget_arn(aws, account, name)

    def listed() -> Tags:
        answer = aws.budgets().list_tags_for_resource(ResourceARN=arn)
        return tuple((tag["Key"], tag["Value"]) for tag in answer.get("ResourceTags", ()))

    found = aws.ask(BUDGET_TAGS, arn, listed)
    return () if isinstance(found, NotFound) else found


def budget_tags_by(
    aws_of: Callable[[str], Aws | ReadFailed], account: str, name: str
) -> Tags | ReadFailed:
    """The same, read in the budget's own account, which `aws_of` gives by its id."""
    aws = aws_of(account)
    return aws if isinstance(aws, ReadFailed) else budget_tags(aws, account, name)
