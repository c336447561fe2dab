"""One step of a change: its state, its record in the log and what is said of it, in one write."""

from __future__ import annotations

from dataclasses import replace
from typing import Unpack

from bot.core.change.change import Change
from bot.core.change.events import SOON, EventType
from bot.core.outgoing import Says, nothing
from bot.features.change import log_entries
from bot.features.change.events import ChangeEvent
from bot.features.change.log_entries import StepRecord
from bot.features.change.ports import EnginePorts, settle_job
from bot.jobs.crash_points import CrashPoint
from bot.store.changes import Updates
from bot.store.leases import Lease


def step(  # noqa: PLR0913 (the parts of one step)
    ports: EnginePorts,
    change: Change,
    what: EventType,
    *,
    by: str = "",
    why: str = "",
    lease: Lease | None = None,
    about: StepRecord | None = None,
    says: Says[Change] = nothing,
    **updates: Unpack[Updates],
) -> Change:
    """Take the change where `bot.core.change.events.EVENTS` says; as it is then.

    `by` is who did it in the log (the requester without it), `why` the reason there, `about` the
    write of the plan that it is about. What `says` keeps to be said is not said yet. Raises
    Conflict, LeaseLost and StoreError.
    """
    at = ports.clock()
    record = log_entries.of_change(change, what, at, by or change.requester, why)
    if about:
        record = log_entries.of_step(change, what, at, about)
    kept = ports.changes.advance(change, what, record, lease=lease, says=says, **updates)
    ports.crash_hook(what)
    return kept


def advance(  # noqa: PLR0913 (the parts of one step)
    ports: EnginePorts,
    change: Change,
    event: ChangeEvent,
    *,
    by: str = "",
    why: str = "",
    lease: Lease | None = None,
    about: StepRecord | None = None,
    **updates: Unpack[Updates],
) -> ChangeEvent:
    """The same for an event that somebody hears of: the event, with the change as it is then.

    `EnginePorts.happened` says it. Raises as `step` does.
    """

    def of(kept: Change) -> ChangeEvent:
        return replace(event, change_id=kept.id, change=kept)

    kept = step(
        ports,
        change,
        event.what,
        by=by or event.who,
        why=why,
        lease=lease,
        about=about,
        says=lambda new: ports.notifier.messages(of(new)),
        **updates,
    )
    return of(kept)


def release(ports: EnginePorts, lease: Lease | None) -> None:
    """Others may write to the resources."""
    if lease:
        ports.leases.release(lease)
        ports.crash_hook(CrashPoint.RELEASED)


def look_soon(ports: EnginePorts, change: Change, lease: Lease) -> None:
    """The worker is done with it: nobody writes there for a minute, then it is settled."""
    ports.leases.renew(lease, ports.clock(), SOON.total_seconds())
    ports.queue.send(settle_job(ports, change), int(SOON.total_seconds()))
