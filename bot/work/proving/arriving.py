"""The hook for whoever takes alerts: is this one a proof's?"""

from __future__ import annotations

import logging
from datetime import datetime

from bot.core.alerts.message import Alert
from bot.core.proving.names import PREFIX, id_of
from bot.core.proving.run import Proof
from bot.work.desk import Desk

_log = logging.getLogger(__name__)


def proof_arrived(desk: Desk, alert: Alert, at: datetime | None = None, topic: str = "") -> bool:
    """True for an alert of a temporary budget: it is taken here, and never posted as an alert.

    `at` is when it came in (now, without it), `topic` the ARN of the topic that it came over, ""
    where that is not known. A proof that is not known or over gets a line in the log and no more.
    Raises StoreError.
    """
    if not alert.budget.startswith(PREFIX):
        return False
    office = desk.office
    id = id_of(alert.budget)
    proof = office.proofs.get(id) if office and id else None
    why = _why_not(proof, alert, topic)
    if office is None or proof is None or why:
        _log.warning("The alert of %s (account %s) %s", alert.budget, alert.account, why)
        return True
    office.awaiting.seen(proof, at or office.clock())
    return True


def _why_not(proof: Proof | None, alert: Alert, topic: str) -> str:
    if proof is None:
        return "is of no proof that is known here"
    if alert.account != proof.account or topic not in {"", proof.topic}:
        return f"came from elsewhere than {proof.topic}"
    return "" if proof.runs else f"came late: its proof has {proof.outcome}"
