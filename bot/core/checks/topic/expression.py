"""Was the path put together of expressions that nobody can see whole?

A Terraform plan says which things an expression names, not what it makes of them: `topic.arn` and
`replace(topic.arn, "a", "b")` look alike there. So what is taken for the thing itself may be
another one, and the answer is never a plain OK.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.topic import Topic

CODES = {"topic.expression-taken": Status.AT_RISK}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Name every argument that was taken for what its expression names."""
    if path.taken and isinstance(path.topic, Topic):
        says = (
            "The plan does not show how its expressions put their values together. Each of them is "
            "taken for the one thing that it names: check it live once this is applied."
        )
        yield finding_factory("topic.expression-taken", path.topic.arn, says, evidence=path.taken)
