"""An act by somebody who may not even ask: refused, and logged like an act."""

from __future__ import annotations

import logging

from bot.core.authorize import Refusal
from bot.core.change import Action, Place
from bot.core.jobs.changes import (
    Approve,
    DraftTicket,
    OpenTicket,
    Preview,
    PreviewUndo,
    Reject,
    Submit,
)
from bot.core.jobs.proofs import EndProof, PreviewProof, Prove
from bot.core.proving.names import FIX
from bot.errors import StoreError
from bot.jobs.context import Desk, Office

_log = logging.getLogger(__name__)


def write_down(desk: Desk, refusal: Refusal) -> None:
    """Put the refusal of an act into the log; a question that is refused leaves a log line only.

    Where the table does not answer the refusal stands all the same.
    """
    if desk.office is None:
        return
    try:
        record = _record(desk, desk.office, refusal)
        if record:
            desk.office.log.put(record)
    except StoreError as error:
        _log.error("Job %s: a refusal is not in the log: %s", desk.job.id, error)


def _record(desk: Desk, office: Office, refusal: Refusal) -> Action | None:
    about = _about(desk, office)
    if about is None:
        return None
    account, budget, change, fix = about
    return Action(
        id=f"REFUSED.{desk.job.id}",
        at=office.clock(),
        who=desk.job.place.user,
        what="refused",
        account=account,
        budget=budget,
        change=change,
        fix=fix,
        why=f"{refusal.reason.value}: {refusal.says}",
        place=Place(desk.job.place.channel),
    )


def _about(desk: Desk, office: Office) -> tuple[str, str, str, str] | None:
    """Account, budget, change and fix of an act; None for a question, and for what is gone."""
    what = desk.job.what
    match what:
        case Preview() | DraftTicket() | OpenTicket():
            answer = office.answers.get(what.answer)
            fix = what.fix if isinstance(what, Preview) else ""
            return (answer.account, answer.budget, "", fix) if answer else None
        case PreviewUndo() | Submit() | Approve() | Reject():
            change = office.changes.get(what.change)
            if change is None:
                return None
            return change.plan.account, change.plan.budget, change.id, change.plan.fix
        case PreviewProof() | Prove():
            return what.account, what.budget, "", FIX
        case EndProof():
            proof = office.proofs.get(what.proof)
            return (proof.account, proof.budget, proof.id, FIX) if proof else None
        case _:
            return None
