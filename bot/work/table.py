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
from bot.work import changes, check, engine, tickets
from bot.work.alerts.arriving import alerted
from bot.work.alerts.following import follow
from bot.work.alerts.pressing import acknowledge, check_again
from bot.work.alerts.proving import proved
from bot.work.alerts.reminding import remind
from bot.work.alerts.yielding import second_look
from bot.work.desk import Desk
from bot.work.details import details
from bot.work.home import home, home_check
from bot.work.lists import list_page
from bot.work.log import turn_log
from bot.work.proving import acts as proofs
from bot.work.renew import renew
from bot.work.said.mail import failure_mail
from bot.work.said.mention import mention
from bot.work.said.post import app_post
from bot.work.said.shortcut import shortcut
from bot.work.ticket_closed import ticket_closed
from bot.work.watch.group import tell_group
from bot.work.watch.sweep import sweep, sweep_all
from bot.work.watch.touched import touched
from bot.work.watch.watch import watch

_What = TypeVar("_What", bound=Kind)
Work = Callable[[Desk, Kind], None]
_TABLE: dict[object, Work] = {}


def _is_work_of(kind: type[_What], work: Callable[[Desk, _What], None]) -> None:
    """Enter it; `run` looks it up by the very type of what it hands over."""
    _TABLE[kind] = cast("Work", work)


_is_work_of(Command, check.command)
_is_work_of(Pick, check.pick)
_is_work_of(Again, check.again)
_is_work_of(Details, details)
_is_work_of(ListPage, list_page)
_is_work_of(LogPage, turn_log)
_is_work_of(Preview, changes.preview)
_is_work_of(PreviewUndo, changes.preview_undo)
_is_work_of(Submit, changes.submit)
_is_work_of(Approve, changes.approve)
_is_work_of(Reject, changes.reject)
_is_work_of(DraftTicket, tickets.draft_ticket)
_is_work_of(OpenTicket, tickets.open_ticket)
_is_work_of(Told, engine.told)
_is_work_of(Renew, renew)
_is_work_of(Apply, engine.apply)
_is_work_of(Settle, engine.settle)
_is_work_of(Recheck, engine.recheck)
_is_work_of(Due, engine.due)
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
