"""Which kind of job is whose work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from bot.core.jobs import Kind
from bot.core.jobs.alerts import Acknowledge, AlertAgain, Alerted, Follow, Remind, SecondLook
from bot.core.jobs.changes import (
    Apply,
    Approve,
    DraftTicket,
    Due,
    OpenTicket,
    Preview,
    PreviewUndo,
    Recheck,
    Reject,
    Settle,
    Submit,
    Told,
)
from bot.core.jobs.checks import (
    Again,
    Command,
    Details,
    Home,
    HomeCheck,
    ListPage,
    LogPage,
    Pick,
    Renew,
)
from bot.core.jobs.proofs import EndProof, LookAtProof, PreviewProof, ProofTold, Prove, Proved
from bot.core.jobs.said import AppPost, CheckMessage, FailureMail, Mention
from bot.core.jobs.watch import Sweep, SweepAll, TellGroup, TicketClosed, Touched, Watch
from bot.features.alert.buttons import acknowledge, check_again
from bot.features.alert.delivered import proved
from bot.features.alert.duplicates import second_look
from bot.features.alert.follow_up import follow
from bot.features.alert.received import alerted
from bot.features.alert.reminder import remind
from bot.features.change import buttons, jobs
from bot.features.check import command
from bot.features.check.answer import renew
from bot.features.check.budget_list import list_page
from bot.features.check.details import details
from bot.features.conversation.app_post import app_post
from bot.features.conversation.failure_mail import failure_mail
from bot.features.conversation.mention import mention
from bot.features.conversation.shortcut import shortcut
from bot.features.home.home import home, home_check
from bot.features.log.log import turn_log
from bot.features.proof import jobs as proofs
from bot.features.ticket import open as tickets
from bot.features.ticket.closed import ticket_closed
from bot.features.watch.batched_post import tell_group
from bot.features.watch.recheck import watch
from bot.features.watch.resource_changed import touched
from bot.features.watch.sweep import sweep, sweep_all
from bot.jobs.context import Desk

_What = TypeVar("_What", bound=Kind)
Work = Callable[[Desk, Kind], None]
_TABLE: dict[object, Work] = {}


def _due(desk: Desk, what: Due) -> None:
    """Of changes, then of proofs."""
    jobs.due(desk, what)
    proofs.due(desk, what)


def _is_work_of(kind: type[_What], work: Callable[[Desk, _What], None]) -> None:
    """Enter it; `run` looks it up by the very type of what it hands over."""
    _TABLE[kind] = cast("Work", work)


_is_work_of(Command, command.command)
_is_work_of(Pick, command.pick)
_is_work_of(Again, command.again)
_is_work_of(Details, details)
_is_work_of(ListPage, list_page)
_is_work_of(LogPage, turn_log)
_is_work_of(Preview, buttons.preview)
_is_work_of(PreviewUndo, buttons.preview_undo)
_is_work_of(Submit, buttons.submit)
_is_work_of(Approve, buttons.approve)
_is_work_of(Reject, buttons.reject)
_is_work_of(DraftTicket, tickets.draft_ticket)
_is_work_of(OpenTicket, tickets.open_ticket)
_is_work_of(Told, jobs.told)
_is_work_of(Renew, renew)
_is_work_of(Apply, jobs.apply)
_is_work_of(Settle, jobs.settle)
_is_work_of(Recheck, jobs.recheck)
_is_work_of(Due, _due)
_is_work_of(Home, home)
_is_work_of(HomeCheck, home_check)
_is_work_of(Mention, mention)
_is_work_of(FailureMail, failure_mail)
_is_work_of(AppPost, app_post)
_is_work_of(CheckMessage, shortcut)
_is_work_of(Alerted, alerted)
_is_work_of(AlertAgain, check_again)
_is_work_of(Acknowledge, acknowledge)
_is_work_of(Follow, follow)
_is_work_of(Remind, remind)
_is_work_of(SecondLook, second_look)
_is_work_of(Touched, touched)
_is_work_of(Watch, watch)
_is_work_of(TellGroup, tell_group)
_is_work_of(TicketClosed, ticket_closed)
_is_work_of(SweepAll, sweep_all)
_is_work_of(Sweep, sweep)
_is_work_of(PreviewProof, proofs.preview)
_is_work_of(Prove, proofs.prove)
_is_work_of(EndProof, proofs.end)
_is_work_of(LookAtProof, proofs.look)
_is_work_of(ProofTold, proofs.told)
_is_work_of(Proved, proved)


def run(desk: Desk) -> None:
    """Do the job on the desk."""
    _TABLE[type(desk.job.what)](desk, desk.job.what)
