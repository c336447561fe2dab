"""What a sweep of one account brings back."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.arns import parse_arn
from bot.core.model.key import Key
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from bot.core.model.topic_facts import UnreadSender


@dataclass(frozen=True, slots=True)
class Swept:
    """One budget, or another sender's subject by its reference: the facts that a check of it would
    have read, for `bot.core.report.judge`.
    """

    name: str
    facts: Facts

    @property
    def topics(self) -> tuple[str, ...]:
        """The ARNs of the topics that it hangs on."""
        return tuple(address for address in self.facts.topics if parse_arn(address))

    @property
    def keys(self) -> tuple[str, ...]:
        """The ARNs of the keys that these topics are encrypted with."""
        found = {key.arn for key in self.facts.keys.values() if isinstance(key, Key)}
        return tuple(sorted(found))


@dataclass(frozen=True, slots=True)
class SweepPage:
    """The budgets of one page. `token` is that of the next one, empty after the last.

    `unread` says why no budget could be listed at all; then `token` is the one that was asked with,
    and empty where AWS no longer knows it: the sweep begins anew. `calls` are the calls to AWS,
    retries included. `subjects` are what of other senders publishes to the same topics, as far as
    SENDERS says, and `unseen` the senders of which there may be more.
    """

    budgets: tuple[Swept, ...] = ()
    token: str = ""
    calls: int = 0
    unread: ReadFailed | None = None
    subjects: tuple[Swept, ...] = ()
    unseen: tuple[UnreadSender, ...] = ()
