"""What is told of a change: where it stands in its thread, the outcome to who asked, the question
to who may approve, and what else shows where it stands.

Each is a message of the outbox, kept in the transaction that makes it true. Of the drawing anew of
a budget's answers there is one message, whichever change it is for: of ten reasons the last counts,
and no older drawing comes after it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace

from bot.core.change.change import Change
from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.core.checks import all_checks
from bot.core.findings import Status
from bot.core.fixes import fix_named
from bot.core.jobs import Job, Place
from bot.core.jobs.alert_threads import Follow
from bot.core.jobs.answers import UpdateAnswers
from bot.core.jobs.change_steps import (
    AskApprovers,
    CheckAffected,
    PostChangeEvent,
    ShowChange,
    ShowOutcome,
    TellGate,
)
from bot.core.jobs.kinds import What as Work
from bot.core.life_cycle import Heard
from bot.core.outgoing import Outgoing
from bot.core.texts.words import small
from bot.core.thread import Stage
from bot.errors import StoreError
from bot.features.change.events import ChangeEvent
from bot.features.change.headlines import (
    OF_ITS_OWN,
    approvers_mark,
    headline,
    mark_of,
    reply_mark,
)
from bot.jobs.context import Context
from bot.jobs.outbox import kept, send, send_soon
from bot.jobs.renewal import renewal
from bot.slack.render.plan import heading

RENEW_AFTER = 1
"""Seconds: what a change does within them is shown by one renewal."""

_Messages = tuple[tuple[Outgoing, ...], tuple[Outgoing, ...], tuple[Outgoing, ...]]
"""What is said to people, what is drawn anew, and what another worker tells another system."""
_ENDED = frozenset(
    {
        *(EventType.APPLIED, EventType.NOT_ENOUGH, EventType.FAILED),
        *(EventType.STOPPED, EventType.REJECTED, EventType.EXPIRED),
    }
)
_APPLIED = frozenset({EventType.APPLIED, EventType.NOT_ENOUGH})
_log = logging.getLogger(__name__)


class ChangeThread:
    """`bot.features.change.events.Notifier` by the outbox."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._made: dict[tuple[str, str, int], _Messages] = {}

    def messages(self, event: ChangeEvent) -> tuple[Outgoing, ...]:
        """What has to be said of it, what its people wait for first."""
        change = event.change
        if change is None or event.what.row.heard is Heard.NOBODY:
            return ()
        made = (
            self._for_people(event, change),
            self._redrawings(event, change),
            self._for_gate(event, change),
        )
        self._made[change.id, event.what, change.version] = made
        return (*made[0], *made[1], *made[2])

    def happened(self, event: ChangeEvent) -> None:
        """Say it, and draw anew by what was just read; else another worker reads and draws."""
        change = event.change
        if change is None:
            _log.error("Change %s: %s %s", event.change_id, event.what, event.says)
            return
        made = self._made.pop((change.id, event.what, change.version), None)
        if made is None:
            return  # nobody else's business
        for_people, redrawings, for_gate = made
        send_soon(self._context, for_gate, RENEW_AFTER)
        send(replace(self._context, seen=event.seen), for_people)
        if event.seen:
            send(replace(self._context, seen=event.seen), redrawings)
        else:
            send_soon(self._context, redrawings, RENEW_AFTER)

    def told(self, event: ChangeEvent) -> None:
        """Keep it, then say it."""
        try:
            for message in self.messages(event):
                self._context.store.outbox.put(message)
        except StoreError as error:
            _log.error("Change %s: nobody is told %s: %s", event.change_id, event.what, error)
            return
        self.happened(event)

    def _for_people(self, event: ChangeEvent, change: Change) -> tuple[Outgoing, ...]:
        return tuple(
            kept(self._context, id, self._job(change, what)) for id, what in _said(event, change)
        )

    def _for_gate(self, event: ChangeEvent, change: Change) -> tuple[Outgoing, ...]:
        """The outcome for its change request: told by who has that system's secret."""
        gated = self._context.gate is not None or change.ticket
        if not gated or event.what not in _ENDED:
            return ()
        return (kept(self._context, f"{change.id}.gate", self._job(change, TellGate(change.id))),)

    def _redrawings(self, event: ChangeEvent, change: Change) -> tuple[Outgoing, ...]:
        """The answers that carry buttons, and the threads of the budget's alerts."""
        follow = self._follow(event, change)
        account, budget = change.plan.account, change.plan.budget
        mends = event.what is EventType.APPLIED and change.plan.clears
        renew = UpdateAnswers(account, budget, follow.at, follow.mended, change.id if mends else "")
        return (
            renewal(self._context, renew, self._place(change)),
            kept(self._context, f"{change.id}.threads", self._job(change, follow)),
            *self._checks(event, change),
        )

    def _checks(self, event: ChangeEvent, change: Change) -> tuple[Outgoing, ...]:
        """The other budgets that it mends, or an undo of it breaks, are checked again, and whatever
        else publishes there.
        """
        others = change.affected or self._context.settings.senders
        if not others or event.what not in _APPLIED:
            return ()
        job = self._job(change, CheckAffected(change.id))
        return (kept(self._context, f"{change.id}.affected", job),)

    def _follow(self, event: ChangeEvent, change: Change) -> Follow:
        """The same for the threads of the budget's alerts: one line, and where they stand now."""
        written = event.what is EventType.APPLIED and _repairs(change)
        stage = "" if not written else Stage.OPEN if change.undoes else Stage.EVALUATED
        return Follow(
            change.plan.account,
            change.plan.budget,
            mark_of(event, change),
            f"{headline(event, change)}: {small(heading(change.plan))}."
            if event.what.row.headline
            else "",
            change.place.channel,
            change.place.thread or change.place.message,
            stage,
            self._context.clock().isoformat() if written else "",
            change.plan.topic if written and _lets_publish(change) else "",
        )

    def _job(self, change: Change, what: Work) -> Job:
        return Job(self._context.new_id(), self._place(change), what)

    def _place(self, change: Change) -> Place:
        asks = self._context.job.place
        name = asks.name if asks.user == change.requester else ""
        team = self._context.settings.team_id
        return Place(team, change.requester, change.place.channel, name=name)


def _said(event: ChangeEvent, change: Change) -> Iterator[tuple[str, Work]]:
    """Its reply in the thread, and the outcome where who asked is looking; by the messages' ids."""
    heard = event.what.row.heard
    if event.what in OF_ITS_OWN:
        mark = mark_of(event, change)
        ask = ",".join(event.ask)
        yield (
            mark,
            PostChangeEvent(change.id, mark, event.what, event.says, event.who, ask, event.missing),
        )
    elif heard >= Heard.THREAD or event.what is EventType.UNDONE:
        yield reply_mark(change.id), ShowChange(change.id)
        if _concerns_approvers(event, change):
            yield approvers_mark(change.id), AskApprovers(change.id)
    if heard >= Heard.REQUESTER:
        instead = event.instead.id if event.instead else ""
        # Of one view the last outcome counts: an older one that waits is never shown after it.
        outcome = ShowOutcome(change.id, event.what, event.says, event.who, instead)
        yield f"{change.id}.outcome", outcome


def _concerns_approvers(event: ChangeEvent, change: Change) -> bool:
    """They are asked, what they were asked is decided, and what came of what one of them approved:
    a message that says "under way" must not say so for ever.
    """
    asked = State.WAITING in event.what.row.source or event.what.row.to is State.WAITING
    return asked or bool(set(change.approved_by()) - {change.requester})


def _repairs(change: Change) -> bool:
    """Whether what becomes of it changes how the budget's alerts stand."""
    fix = fix_named(change.plan.fix)
    return fix is None or bool(fix.clears)


def _lets_publish(change: Change) -> bool:
    """Whether nothing could be published to the topic until the change was applied."""
    broken = (
        code
        for check in all_checks()
        for code, status in check.codes.items()
        if status is Status.BROKEN and code.startswith(("topic.", "key."))
    )
    return not set(change.plan.clears).isdisjoint(broken)
