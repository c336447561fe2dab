"""The jobs of an answer that was given: posting it, and keeping its copies up to date."""

# Without `from __future__ import annotations`: texts would be compiled one by one at import.
from typing import NamedTuple

from bot.core.jobs.kind import JobKind, kinds


class PostAnswer(NamedTuple):
    """Post the check of a budget at the job's place; `account` is "" where none could be read.

    Where `looking` is 1 a message stands there that says no more than that it is looked at. `over`
    is the mark of another such message, which it takes the place of; "" for none.
    """

    account: str
    budget: str
    note: str = ""
    looking: int = 0
    over: str = ""


class UpdateAnswers(NamedTuple):
    """Check a budget again and bring every answer up to date that still carries buttons.

    `at` is when a change of its path was applied right before, in ISO 8601, "" for none; `mended`
    is the topic to which nothing could be published until then, `change` the id of that change.
    """

    account: str
    budget: str
    at: str = ""
    mended: str = ""
    change: str = ""


What = PostAnswer | UpdateAnswers
KINDS = kinds(
    {
        "answer.post": JobKind(PostAnswer, "itself", "alerts", "tables"),
        "answer.renew": JobKind(UpdateAnswers, "itself", "alerts", "tables"),
    }
)
"""By the name that travels."""
