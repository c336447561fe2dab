"""Is the topic encrypted with a key that AWS manages?

AWS writes the policy of `alias/aws/sns`: it lets in the account's own principals through SNS, not
the services that publish, and nobody can edit it. The alert then vanishes without an error
(docs/facts.md 3.3).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.checks._keys import is_aws_managed
from bot.core.checks._role import uses_keys
from bot.core.findings import Finding, Status
from bot.core.model.path import Path

CODES = {"key.aws-managed": Status.BROKEN}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Recognise an `alias/aws/...` name, or a key whose manager is AWS."""
    key = path.key
    if not is_aws_managed(key) or not uses_keys(path):
        return
    says = (
        f"The topic is encrypted with {key.reference}, a key that AWS manages. AWS wrote its "
        f"policy, which cannot be edited and does not let {path.sender.title} in. Only a customer "
        "managed key can let the alert through."
    )
    yield finding_factory("key.aws-managed", key.reference, says, evidence=_evidence(key.reference))


def _evidence(reference: str) -> Iterator[str]:
    yield "SNS encrypts on behalf of the publisher, so the publisher itself needs the key."
    if reference.endswith("alias/aws/sns"):
        yield (
            "alias/aws/sns is what security scanners and their automatic repairs set on a topic "
            "without encryption; CloudTrail's SetTopicAttributes events show who did."
        )
