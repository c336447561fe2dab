"""Does the key belong to another account?

The policy of another account's key cannot be read from here, so whether it lets the sender in
cannot be told. Its owner can look (docs/facts.md 3.2).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.checks._unread import said
from bot.core.checks.key._key import foreign_owner
from bot.core.findings import Finding, Status
from bot.core.model.key import Key
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.model.topic import Topic
from bot.core.senders import KEY_ACTIONS

CODES = {"key.other-account": Status.UNKNOWN}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Compare the key's account with the topic's."""
    owner, topic = foreign_owner(path), path.topic
    if not owner or not isinstance(topic, Topic) or not isinstance(path.key, Key | ReadFailed):
        return
    service = path.sender.principal(topic.partition) or path.sender.title
    says = (
        f"The key belongs to account {owner}, which alone can read its policy. Ask its owner "
        f"whether the policy allows {service} {' and '.join(KEY_ACTIONS)} for account "
        f"{path.account}."
    )
    if isinstance(path.key, ReadFailed):
        yield finding_factory(
            "key.other-account", topic.key_reference or "", says, evidence=said(path.key)
        )
    else:
        yield finding_factory("key.other-account", path.key.arn, says)
