"""What is known of a fix before it is planned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.fixes._subject import FixSubject
from bot.core.model.path import Path
from bot.core.plan import CannotPlan, Plan, Write
from bot.core.senders import Sender
from bot.core.subscriptions.own import Own

UNREACHABLE_TOPIC = frozenset(
    {
        "topic.missing",
        "topic.other-account",
        "topic.fifo",
        "sender.other-region",
        "sender.encrypted-unsupported",
    }
)
"""Beside these nothing that is done to the topic's policy or its key brings the alert back."""

UNUSABLE_KEY = frozenset(
    {
        "key.aws-managed",
        "key.missing",
        "key.wrong-spec",
        "key.other-region",
        "key.pending-import",
        "key.unavailable",
        "key.other-account",
    }
)
"""Beside these a repair of the key itself is in vain or out of reach."""

_BUTTON = 30
_ANY_SENDER = "the service"

Edit = Callable[[Path], tuple[Write, str] | None]
"""A policy's one write, and the JSON of the statement that it adds."""


@dataclass(frozen=True, slots=True)
class Fix:
    """A kind of repair: its id, what names the act (`titled`), the same for a button (`labelled`),
    and the codes that it clears.

    `rank` puts the gentlest first. `actions` are the IAM actions that its writes and its undo need.
    `plan` works it out for one path, `undo` works out how to take a plan back that was carried out.
    Beside one of the codes of `blocked_by` on the same path it could not work and is not offered.
    `unencrypts` marks what needs ALLOW_UNENCRYPTED, `needs_reason` what asks the person to type
    why. `applies_to` is for a fix that repairs nothing: whether to offer it on a path all the same,
    given the ARN of budget-check's function that takes alerts, "" without one. `edit` is for a fix
    that is one statement more in a policy, which may clear its codes or not: what it would write
    there and that statement, None without a policy, EditError where AWS would refuse the result.
    Such a fix is offered where the checks, run over the result, say that it helps.
    """

    id: str
    act: str
    label: str
    clears: frozenset[str]
    rank: int
    actions: tuple[str, ...]
    plan: Callable[[FixSubject], Plan | CannotPlan]
    undo: Callable[[Plan, FixSubject], Plan | CannotPlan]
    blocked_by: frozenset[str] = frozenset()
    unencrypts: bool = False
    needs_reason: bool = False
    applies_to: Callable[[Path, Own], bool] | None = None
    edit: Edit | None = None

    def titled(self, sender: Sender) -> str:
        """The act, for a path of this sender: `act` with its title in place of "{sender}"."""
        return self.act.format(sender=sender.title)

    def labelled(self, sender: Sender) -> str:
        """The act in under 30 characters, of which Slack shows all on a phone."""
        label = self.label.format(sender=sender.title)
        return label if len(label) < _BUTTON else self.label.format(sender=_ANY_SENDER)
