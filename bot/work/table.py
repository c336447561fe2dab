"""Which kind of job is whose work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from bot.core.jobs import (
    Again,
    Apply,
    Approve,
    Command,
    Details,
    DraftTicket,
    Due,
    Kind,
    ListPage,
    LogPage,
    OpenTicket,
    Pick,
    Preview,
    PreviewUndo,
    Recheck,
    Reject,
    Renew,
    Settle,
    Submit,
    Told,
)
from bot.core.proof_jobs import (
    EndProof,
    LookAtProof,
    PreviewProof,
    ProofTold,
    Prove,
)
from bot.work import changes, check, engine, tickets
from bot.work.desk import Desk
from bot.work.details import details
from bot.work.lists import list_page
from bot.work.log import turn_log
from bot.work.proving import acts as proofs
from bot.work.renew import renew

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
_is_work_of(PreviewProof, proofs.preview)
_is_work_of(Prove, proofs.prove)
_is_work_of(EndProof, proofs.end)
_is_work_of(LookAtProof, proofs.look)
_is_work_of(ProofTold, proofs.told)


def run(desk: Desk) -> None:
    """Do the job on the desk."""
    _TABLE[type(desk.job.what)](desk, desk.job.what)
