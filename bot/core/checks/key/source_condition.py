"""Could another account use the key through the same service?

Advice only: AWS's own documented key statement has no condition, and the alert arrives. With
aws:SourceAccount in it the service gets in only on behalf of your account. Nobody is told to ask a
sender for it of which that is not known to work (`Sender.key_sources`).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.checks.key._access import key_access
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.policy.decision import Effect
from bot.core.senders import SOURCE_ACCOUNT

CODES = {"key.no-source-condition": Status.OK}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Ask whether the sender would get in on behalf of any account."""
    if SOURCE_ACCOUNT not in path.sender.key_sources:
        return
    access = key_access(path)
    if access and access.effect is Effect.ALLOW and access.open_to_any_account:
        says = (
            f"The key policy lets {path.sender.title} in on behalf of any account. A condition "
            f"aws:SourceAccount {path.account} would narrow it to yours."
        )
        yield finding_factory("key.no-source-condition", access.key.arn, says)
