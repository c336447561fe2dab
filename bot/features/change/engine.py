"""The engine's door: everything that can be done to a change."""

from __future__ import annotations

from functools import partial

from bot.core.change.change import ChangePlace
from bot.features.change import apply, approve, gate, propose, recover, schedule
from bot.features.change.affected import hanging_on
from bot.features.change.conflicts import catch_conflicts
from bot.features.change.events import ChangeEvent
from bot.features.change.ports import EnginePorts, Rules
from bot.features.change.read_path import FixRequest
from bot.features.change.rights import SlackRights
from bot.features.change.thread import ChangeThread
from bot.jobs.context import Context


class ChangeEngine:
    """All of it is safe to call from many threads and processes, and any number of times.

    Every method returns the event for its caller. What concerns others has been told to them by
    `EnginePorts.notifier`. None raises for what AWS or a table does (but `due`); SlackError (Slack
    asks to wait, at a look-up of rights) comes through before anything is written.
    """

    def __init__(self, ports: EnginePorts) -> None:
        self._ports = ports

    def propose(self, who: str, place: ChangePlace, request: FixRequest) -> ChangeEvent:
        """Work out a fix for one topic of a budget, read now, and keep it as a proposal.

        PROPOSED with the change to preview; REFUSED, CANNOT or NO_STORE.
        """
        m = self._ports
        return catch_conflicts(m, "", who, lambda: propose.propose(m, who, place, request))

    def propose_undo(self, change_id: str, who: str, place: ChangePlace) -> ChangeEvent:
        """Work out how to take an applied change back: a proposal like any other.

        PROPOSED, its `change.undoes` naming the first; REFUSED, CANNOT, LATE or NO_STORE.
        """
        m = self._ports
        return catch_conflicts(m, change_id, who, lambda: propose.undo(m, change_id, who, place))

    def submit(self, change_id: str, who: str, fingerprint: str, reason: str = "") -> ChangeEvent:
        """The person who previewed it asks for it. `fingerprint` is that of the plan they saw.

        SUBMITTED (a job applies it) or ASKED (it waits for approvals); REPLANNED where the document
        or the plan changed, with the new plan in `change`; REFUSED, CANNOT, LAPSED, LATE or
        NO_STORE.
        """
        m = self._ports
        return catch_conflicts(
            m,
            change_id,
            who,
            lambda: approve.submit(m, change_id, who, fingerprint, reason),
        )

    def approve(self, change_id: str, who: str, fingerprint: str) -> ChangeEvent:
        """Another mender agrees to the plan of this fingerprint.

        AGREED (more are wanted) or APPROVED; REPLANNED where the plan is another one now; REFUSED,
        EXPIRED, LATE or NO_STORE.
        """
        m = self._ports
        return catch_conflicts(
            m, change_id, who, lambda: approve.approve(m, change_id, who, fingerprint)
        )

    def reject(self, change_id: str, who: str, why: str = "") -> ChangeEvent:
        """A mender, or who asked for it, says no: REJECTED; REFUSED, LATE or NO_STORE."""
        m = self._ports
        return catch_conflicts(m, change_id, who, lambda: approve.reject(m, change_id, who, why))

    def apply(self, change_id: str) -> ChangeEvent:
        """Carry out an approved change (job `change.apply`).

        APPLIED, UNVERIFIED, STOPPED, FAILED, UNSURE or BUSY; GATED where it has to be approved
        elsewhere first; STANDS where it is no longer to be
        applied; EXPIRED or NO_STORE.
        """
        m = self._ports
        return catch_conflicts(m, change_id, "", lambda: apply.apply(m, change_id))

    def pass_gate(self, change_id: str) -> ChangeEvent:
        """Go on where the record of its change request says so (job `change.pass`).

        RELEASED (a job applies it), TURNED_DOWN, GATE_SEEN (it is open there, or why not); STANDS
        where nothing is new; EXPIRED or NO_STORE.
        """
        m = self._ports
        return catch_conflicts(m, change_id, "", lambda: gate.pass_gate(m, change_id))

    def settle(self, change_id: str) -> ChangeEvent:
        """Finish, or end, what a worker left that is gone (job `change.settle`).

        As `apply`; LATE while its lease still runs.
        """
        m = self._ports
        return catch_conflicts(m, change_id, "", lambda: recover.settle(m, change_id))

    def recheck(self, change_id: str) -> ChangeEvent:
        """Look again at a change that could not be verified (job `change.recheck`)."""
        m = self._ports
        return catch_conflicts(m, change_id, "", lambda: recover.recheck(m, change_id))

    def due(self) -> int:
        """Do what is due by now (job `change.due`, every few minutes); how much it was.

        Raises StoreError.
        """
        return schedule.run_due(self._ports)


def engine_of(context: Context) -> ChangeEngine:
    """The engine over what this process has, for a kind of job that needs it."""
    settings = context.settings
    ports = EnginePorts(
        rules=Rules(
            settings.approvals,
            settings.allow_unencrypted,
            settings.own,
            settings.subscription_dead_queue,
            context.gate is not None,
        ),
        reader=context.reader,
        writer=context.writing.writer,
        owners=context.owners,
        senders=context.senders,
        function=context.writing.function,
        changes=context.store.changes,
        leases=context.store.leases,
        last_writes=context.store.last_writes,
        resource_changes=context.store.resource_changes,
        log=context.store.log,
        rights=SlackRights(context.slack, settings),
        queue=context.queue,
        clock=context.clock,
        new_id=context.new_id,
        notifier=ChangeThread(context),
        affected=partial(hanging_on, context.store.verdicts),
        crash_hook=context.crash_hook,
        gates=context.store.gates.get,
    )
    return ChangeEngine(ports)
