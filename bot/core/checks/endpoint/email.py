"""Has the e-mail recipient ever verified the address?

A sender that mails may send nothing to an address that was not verified, and its API does not show
which ones were (docs/facts.md 1.6). So an address is never proof that somebody is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.budget import Notification
from bot.core.model.path import Path
from bot.core.senders import Sender

CODES = {"endpoint.email-unverified": Status.AT_RISK}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Name each address that a notification without a topic relies on."""
    notification = path.notification
    if not isinstance(notification, Notification) or notification.topic:
        return
    for address in notification.emails:
        yield finding_factory("endpoint.email-unverified", address, _says(path.sender, address))


def _says(sender: Sender, address: str) -> str:
    if not sender.verifies_emails:
        return f"Whether the mail of {sender.title} reaches {address} cannot be seen from here."
    return (
        f"{sender.title} mails {address} only if that address was verified, and it does not show "
        "whether it was. Ask the recipient for the mail from AWS; its link is valid 12 hours."
    )
