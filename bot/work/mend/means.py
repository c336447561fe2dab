"""What the engine works with; everything that is not a rule is passed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.aws.apply import Result
from bot.core.authorize import Asked, Refusal
from bot.core.jobs import Queue
from bot.core.model import Absent, Target, Unread
from bot.core.owners import Owner
from bot.core.plan import Write
from bot.store.changes import Changes
from bot.store.leases import Leases
from bot.store.log import Log
from bot.work.mend.news import Tell
from bot.work.mend.points import Reach, pass_by
from bot.work.mend.rules import Rules
from bot.work.reader import Reader


class Writer(Protocol):
    """`bot.aws.apply.Writer`. Ask for that `of` the change's account before anything else."""

    def of(self, account: str) -> Writer:
        """The writer of this account; one that writes nothing where nothing may be written."""

    def why_not(self, account: str) -> str:
        """Why nothing can be written to this account, as a sentence; "" where it can."""

    def current(self, write: Write, region: str) -> str | Absent | Unread:
        """What stands now where `write` writes."""

    def find(self, write: Write, region: str) -> str | Absent | Unread:
        """The ARN of what an earlier attempt made."""

    def perform(self, write: Write, region: str, *, again: bool = True) -> Result:
        """Make the write, once."""


class Rights(Protocol):
    """Who may do what, looked up anew at each call; a look-up that fails refuses.

    Every method may raise SlackError where Slack asks to wait: the job is tried again.
    """

    def mend(self, user: str, fix: str, typed: str | None = None) -> Refusal | None:
        """None where the user may carry out this fix; `typed` is the reason that it demands."""

    def approve(self, user: str, fix: str, asked: Asked) -> Refusal | None:
        """None where the user may approve what was asked for."""

    def reject(self, user: str, fix: str, asked: Asked) -> Refusal | None:
        """None where the user may reject it."""

    def holders(self, fix: str) -> tuple[str, ...]:
        """The user and user group ids that have the right."""


Owners = Callable[[Iterable[str]], tuple[Owner, ...]]
"""Who owns these topics and keys, by their tags (`bot.aws.owners`)."""


ReadFunction = Callable[[str], Target | None]
"""What stands behind the ARN of a Lambda function, read now (`bot.aws.endpoints`)."""


@dataclass(frozen=True, slots=True)
class Means:
    """Everything that the engine needs. `clock` gives the time with its zone."""

    rules: Rules
    reader: Reader
    writer: Writer
    owners: Owners
    function: ReadFunction
    changes: Changes
    leases: Leases
    log: Log
    rights: Rights
    queue: Queue
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    tell: Tell
    reach: Reach = pass_by
