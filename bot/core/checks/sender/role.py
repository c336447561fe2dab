"""Does a role of the customer's make the call?

Then the role's own policies, its boundary and the organisation's policies count beside those of
topic and key, and none of them is read. So the answer is never OK and never BROKEN by the policies
of topic and key alone; what those say of the role is told (docs/facts.md 13).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.arns import parse_arn
from bot.core.checks._finding import FindingFactory
from bot.core.checks._role import role_of
from bot.core.findings import Finding, Status
from bot.core.model.key import Key
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.topic import Topic
from bot.core.policy.documents import allowing
from bot.core.senders import KEY_ACTIONS
from bot.core.texts.words import listed

CODES = {"sender.role-publishes": Status.UNKNOWN}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Name the role, and what the key's policy says of it."""
    role, topic = role_of(path), path.topic
    if not role or not isinstance(topic, Topic):
        return
    needs = listed(["sns:Publish", *(KEY_ACTIONS if topic.key_reference else ())])
    says = (
        f"{path.sender.title} publishes for this {path.sender.subject} with the role {role}, whose "
        f"own policies are not read, so whether it gets in cannot be told. It needs {needs}."
    )
    yield finding_factory("sender.role-publishes", role, says, evidence=_on_key(path, role))


def _on_key(path: Path, role: str) -> Iterator[str]:
    key = path.key
    if not isinstance(key, Key) or isinstance(key.policies, ReadFailed):
        return
    arn = parse_arn(role)
    root = f"arn:{arn.partition}:iam::{arn.account}:root" if arn else ""
    by_role, by_account = (
        all(_allows(key.policies, action, names) for action in KEY_ACTIONS)
        for names in ({role}, {root, arn.account if arn else ""})
    )
    if by_role:
        yield "The key policy names that role for both actions on the key."
    elif by_account:
        yield (
            "The key policy leaves the use of the key to the IAM policies of the role's account: "
            "the role needs both actions there."
        )
    else:
        yield "The key policy names neither that role nor its account for both actions."


def _allows(policies: tuple[str, ...], action: str, names: set[str]) -> bool:
    return any(allowing(document, action, names) for document in policies)
