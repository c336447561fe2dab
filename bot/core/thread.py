"""A thread in Slack about one budget's alerts: where it stands, and how far delivery is proved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ThreadOrigin(StrEnum):
    """What the thread hangs under."""

    ALERT = "alert"
    """A budget alert that arrived at budget-check's own subscription, posted by us."""
    POST = "post"
    """A message that announces an alert: another app's, or one that somebody had checked."""
    MAIL = "mail"
    """AWS's mail that it cannot publish, forwarded or pasted."""
    WATCH = "watch"
    """The watch found that a path broke, or was mended."""


class Stage(StrEnum):
    """How far it is proved that alerts arrive (docs/architecture.md, "Proof"); only DELIVERED
    closes it.
    """

    OPEN = "open"
    EVALUATED = "evaluated"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class Thread:
    """One thread. `id` is that of what began it: an SNS message, a message in Slack, a break.

    `ts` is the first message's, "" until Slack has told it. `text` is what the first message was
    drawn from, whole. `changed_at` is when a change of ours was last applied to the path: what is
    delivered must have come later. `broke_at` is when the path was last found broken again, which
    sets back what was proved of it. `by_app`: another app posted the first message, which no person
    wrote; `app` is that app's id where Slack names one. `stands_for` is, under another app's post,
    the id of the alert that is told there in place of a post of ours: of two alerts at once one.
    `beside` is the address of another app's post of the alert that ours tells. `refused`: Slack
    takes no post of it there, as far as was tried. `reminded`: it was said that nobody has
    acknowledged it. `version` rises by one with each step. `group` is the watch's, where the first
    message tells of several budgets: each has a thread of its own kept under that one message.
    `notices` are the ids of the watch's posts in it, which are drawn anew while it is open.
    `hears` is the user group that its route mentions; `belongs` the channel of that route where it
    takes no post, `refusal` Slack's code for why: then it stands in ALERTS_CHANNEL.
    """

    id: str
    account: str
    budget: str
    topic: str
    origin: ThreadOrigin
    channel: str
    ts: str
    opened: datetime
    text: str = ""
    stage: Stage = Stage.OPEN
    version: int = 1
    acknowledged_by: str = ""
    changed_at: datetime | None = None
    delivered_at: datetime | None = None
    group: str = ""
    broke_at: datetime | None = None
    stands_for: str = ""
    by_app: bool = False
    app: str = ""
    beside: str = ""
    refused: bool = False
    reminded: bool = False
    notices: tuple[str, ...] = ()
    hears: str = ""
    belongs: str = ""
    refusal: str = ""

    @property
    def since(self) -> datetime:
        """What is to prove that alerts arrive must have come after it."""
        return max(at for at in (self.opened, self.changed_at, self.broke_at) if at)

    @property
    def is_open(self) -> bool:
        """Whether an alert is still awaited here."""
        return self.stage is not Stage.DELIVERED
