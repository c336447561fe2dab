"""What a post of the watch is drawn from: budgets that one cause turned, as they are now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.core.act import Act
from bot.core.alerts.spend_texts import value_of
from bot.core.findings import Status
from bot.core.model.budget import Spend
from bot.core.outage import Outage
from bot.core.root_cause import RootCause
from bot.slack.render.open_ticket import OpenTicket

TOP = 3
"""Budgets and acts that a post names; the others are behind a button."""
MOST_WORDS = 250
"""Of somebody else's in a field, which holds 2,000 characters with all that is escaped."""


@dataclass(frozen=True, slots=True)
class BudgetState:
    """One of them. `code` is the finding's that leads now, `outage` the last time without alerts,
    `cause` what decides, None where that is not known.

    `topics` and `keys` are ARNs.
    """

    account: str
    budget: str
    verdict: Status
    code: str = ""
    spend: Spend | None = None
    outage: Outage | None = None
    topics: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    cause: RootCause | None = None


@dataclass(frozen=True, slots=True)
class MendOffer:
    """The best fix of the dearest budget. `value` is its button's, `count` how many it mends."""

    fix: str
    label: str
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class WatchView:
    """`notice` is the store's id of the post. `broke` and `mended` are who it was, where known, and
    `maybe` the acts of which one broke it, where several can have.

    `key_name` is how the topic names its key, "" where nobody read it. `ticket` and `undo` are the
    values of their buttons, "" for none, `opened` the ticket that is open about what is wrong.
    `provable`: a real alert can prove a path. `acknowledged` are who has to hear of it by name,
    `groups` the user groups that its route names. `belongs` is the channel of its route, which did
    not take it for `refusal`, Slack's code.
    """

    notice: str
    states: Sequence[BudgetState]
    broke: Act | None = None
    mended: Act | None = None
    key_name: str = ""
    mend: MendOffer | None = None
    ticket: str = ""
    undo: str = ""
    acknowledged: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    belongs: str = ""
    refusal: str = ""
    maybe: tuple[Act, ...] = ()
    opened: OpenTicket | None = None
    provable: bool = False

    @property
    def down(self) -> tuple[BudgetState, ...]:
        """Those that do not alert now, or of which it cannot be told."""
        return tuple(one for one in self.states if not is_up(one))

    @property
    def since(self) -> datetime | None:
        """When it broke: as CloudTrail told, else when a check first saw it."""
        began = [one.outage.began for one in self.states if one.outage]
        return self.broke.at if self.broke else min(began, default=None)


def is_up(one: BudgetState) -> bool:
    """Whether its alerts arrive, or may."""
    return one.verdict in {Status.OK, Status.AT_RISK}


def dearest(states: Sequence[BudgetState]) -> list[BudgetState]:
    """The most spent first; those without a figure last, by name."""
    return sorted(states, key=lambda one: (-_value(one), one.account, one.budget))


def _value(one: BudgetState) -> Decimal:
    return (value_of(one.spend.actual) if one.spend else None) or Decimal(0)
