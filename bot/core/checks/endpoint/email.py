"""Has the e-mail recipient ever verified the address?

AWS Budgets sends nothing to an address that was not verified, and its API does not show which ones
were (docs/facts.md 1.6). So an address is never proof that somebody is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import Voice
from bot.core.findings import Finding, Status
from bot.core.model import Notification, Path

CODES = {"endpoint.email-unverified": Status.AT_RISK}
say = Voice(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Name each address that a notification without a topic relies on."""
    notification = path.notification
    if not isinstance(notification, Notification) or notification.topic:
        return
    for address in notification.emails:
        says = (
            f"AWS Budgets mails {address} only if that address was verified, and it does not show "
            "whether it was. Ask the recipient for the mail from AWS; its link is valid 12 hours."
        )
        yield say("endpoint.email-unverified", address, says)
