"""Messages over a topic that nobody can vouch for: told as one for each topic and hour.

SNS does not say who published, and whoever may publish to a topic can write a budget's alert. Where
AWS Budgets itself says that it cannot be its own (there is no such budget, or that budget does not
use the topic), a crowd of them must not become a crowd of posts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.model.path import Facts
from bot.core.model.read import NotFound, ReadFailed

MOST_LINES = 10
"""What is shown of them; the log has each whole."""
_MOST_KNOWN = 500


@dataclass(frozen=True, slots=True)
class ForeignMessages:
    """What came over one topic within one hour.

    `count` is how many, `lines` what the first of them say, `messages` the ids of those that are
    counted, so that a copy is not. `whole` is the one that has a post of its own, which is none of
    these. `ts` is the notice's, "" until Slack has told it. `version` rises by one with each step.
    """

    id: str
    account: str
    topic: str
    channel: str
    since: datetime
    last: datetime
    count: int = 0
    lines: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    whole: str = ""
    ts: str = ""
    version: int = 0

    def with_message(self, id: str, line: str, at: datetime) -> ForeignMessages:
        """With one more."""
        return replace(
            self,
            since=min(self.since, at),
            last=max(self.last, at),
            count=self.count + 1,
            lines=(*self.lines, line)[:MOST_LINES],
            messages=(*self.messages, id)[-_MOST_KNOWN:],
        )


def why_foreign(facts: Facts, topic: str) -> str:
    """Why an alert that came over that topic cannot be this budget's, by what AWS says now: a
    sentence for people, "" where it can be, or where a read failed.
    """
    if isinstance(facts.budget, NotFound):
        return (
            "There is no such budget in this account any more: it was deleted, or renamed, or it "
            "never existed and somebody else wrote this message."
        )
    read = (facts.notifications, facts.actions)
    known = [one for some in read if not isinstance(some, ReadFailed) for one in some]
    if any(one.topic == topic for one in known):
        return ""
    unread = (facts.budget, *read, *(one.subscribers for one in known))
    if any(isinstance(one, ReadFailed) for one in unread):
        return ""
    return "It came over a topic that this budget does not use: somebody else may have written it."
