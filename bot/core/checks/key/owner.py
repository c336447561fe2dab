"""Does the key belong to another account?

The policy of another account's key cannot be read from here, so whether it lets the sender in
cannot be told. Its owner can look (FACTS 3.2).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import Voice
from bot.core.checks.key._key import customer_key
from bot.core.findings import Finding, Status
from bot.core.model import Path, Topic
from bot.core.senders import BUDGETS, KEY_ACTIONS

CODES = {"key.other-account": Status.UNKNOWN}
say = Voice(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Compare the key's account with the topic's."""
    key, topic = customer_key(path), path.topic
    if key and isinstance(topic, Topic) and key.account != topic.account:
        service = BUDGETS.principal(topic.partition) or BUDGETS.title
        says = (
            f"The key belongs to account {key.account}, which alone can read its policy. Ask its "
            f"owner whether the policy allows {service} {' and '.join(KEY_ACTIONS)} for account "
            f"{path.account}."
        )
        yield say("key.other-account", key.arn, says)
