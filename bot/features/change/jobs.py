"""The jobs that budget-check leaves for itself: carry a change on, look again."""

from __future__ import annotations

from bot.core.jobs.change_steps import Apply, PassGate, Recheck, RunDue, Settle
from bot.features.change.buttons import carry_on
from bot.features.change.engine import engine_of
from bot.jobs.context import Context
from bot.jobs.registry import handles


@handles(Apply)
def apply(context: Context, what: Apply) -> None:
    """Carry an approved change out."""
    carry_on(context, engine_of(context).apply(what.change))


@handles(PassGate)
def pass_gate(context: Context, what: PassGate) -> None:
    """Go on where the record of its change request says so."""
    carry_on(context, engine_of(context).pass_gate(what.change))


@handles(Settle)
def settle(context: Context, what: Settle) -> None:
    """Finish, or end, what a worker left that is gone."""
    carry_on(context, engine_of(context).settle(what.change))


@handles(Recheck)
def recheck(context: Context, what: Recheck) -> None:
    """Look again at a change that could not be verified."""
    carry_on(context, engine_of(context).recheck(what.change))


@handles(RunDue)
def due(context: Context, _what: RunDue) -> None:
    """Do what is due by now."""
    engine_of(context).due()
