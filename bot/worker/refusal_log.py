"""An act by somebody who may not even ask: refused, and logged like an act."""

from __future__ import annotations

import logging

from bot.core.accounts.authorize import Refusal
from bot.core.change.change import ChangePlace
from bot.core.change.events import EventType
from bot.core.change.log_record import LogRecord
from bot.core.proof.names import FIX
from bot.errors import StoreError
from bot.jobs.context import Context

_log = logging.getLogger(__name__)


def write_down(context: Context, refusal: Refusal) -> None:
    """Put the refusal of an act into the log; a question that is refused leaves a log line only.

    Where the table does not answer the refusal stands all the same.
    """
    if context.tables is None:
        return
    try:
        record = _record(context, refusal)
        if record:
            context.store.log.put(record)
    except StoreError as error:
        _log.error("Job %s: a refusal is not in the log: %s", context.job.id, error)


def account_of(context: Context) -> str:
    """The account of what an act is about; "" for a question, and for what is gone.

    Raises StoreError.
    """
    about = _about(context)
    return about[0] if about else ""


def _record(context: Context, refusal: Refusal) -> LogRecord | None:
    about = _about(context)
    if about is None:
        return None
    account, budget, change, fix = about
    return LogRecord(
        id=f"REFUSED.{context.job.id}",
        at=context.clock(),
        who=context.job.place.user,
        what=EventType.REFUSED.row.log,
        account=account,
        budget=budget,
        change=change,
        fix=fix,
        why=refusal.says,
        place=ChangePlace(context.job.place.channel),
    )


def _about(context: Context) -> tuple[str, str, str, str] | None:
    """Account, budget, change and fix of an act; None for a question, and for what is gone."""
    given = {name: str(value) for name, value in context.job.what._asdict().items()}
    match context.job.row.about:
        case "answer":
            answer = context.store.answers.get(given["answer"])
            return (answer.account, answer.budget, "", given.get("fix", "")) if answer else None
        case "change":
            change = context.store.changes.get(given["change"])
            if change is None:
                return None
            return change.plan.account, change.plan.budget, change.id, change.plan.fix
        case "proof" if "account" in given:
            return given["account"], given["budget"], "", FIX
        case "proof":
            proof = context.store.proofs.get(given["proof"])
            return (proof.account, proof.budget, proof.id, FIX) if proof else None
        case _:
            return None
